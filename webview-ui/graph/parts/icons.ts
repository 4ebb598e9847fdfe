import { iconLooks } from '../../looks.ts';
import type { Tone } from './face.ts';

/** Lines of 16 by 16 px: the same as everywhere on the page. */
export function iconOf(tone: Tone): string {
  return tone === 'none' ? '' : iconLooks[tone].path;
}

/** The outline of a node: what needs a person or went wrong has a shape of its own. */
export function frameOf(
  tone: Tone,
  { width: w, height: h }: { readonly width: number; readonly height: number },
): string {
  switch (tone) {
    case 'failed':
      return `M10 0H${w - 10}L${w} 10V${h - 10}L${w - 10} ${h}H10L0 ${h - 10}V10z`;
    case 'stuck':
      return `M0 0H${w - 14}L${w} 14V${h}H14L0 ${h - 14}z`;
    case 'needs-you':
      return roundedFrame(w, h, 20);
    default:
      return roundedFrame(w, h, Math.min(5, w / 2));
  }
}

function roundedFrame(w: number, h: number, r: number): string {
  const arc = `a${r} ${r} 0 0 1`;
  return `M${r} 0H${w - r}${arc} ${r} ${r}V${h - r}${arc}-${r} ${r}H${r}${arc}-${r}-${r}V${r}${arc} ${r}-${r}z`;
}
