import type { Tone } from './face.ts';

const circle = 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11';

/** Lines of 16 by 16 px. */
export function iconOf(tone: Tone): string {
  switch (tone) {
    case 'pending':
      return circle;
    case 'ready':
      return `${circle}M8 5v3.2l2.4 1.4`;
    case 'preparing':
      return 'M8 2.5a5.5 5.5 0 1 1-5.5 5.5';
    case 'running':
      return 'M4.5 3l8.5 5l-8.5 5z';
    case 'stuck':
      return 'M8 2L14.4 13.4H1.6zM8 6.2v3.6M8 11.2v.6';
    case 'waiting':
      return 'M5.5 3.5v9M10.5 3.5v9';
    case 'needs-you':
      return 'M8 2.2a3.8 3.8 0 0 0-3.8 3.8v2.8L2.6 11.2h10.8L11.8 8.8V6A3.8 3.8 0 0 0 8 2.2zM6.6 13.2a1.5 1.5 0 0 0 2.8 0';
    case 'queued':
      return 'M4.5 2.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3M4.5 5.5v5M4.5 10.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3M11.5 7a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3M4.5 5.5c0 2.2 2 3 5.5 3';
    case 'gate':
      return 'M5.8 2.5h4.4M6.8 2.5v4L3.2 13h9.6L9.2 6.5v-4M5 10h6';
    case 'landing':
      return 'M3 8a5 5 0 0 1 8.6-3.5M12 1.8v3H9M13 8a5 5 0 0 1-8.6 3.5M4 14.2v-3h3';
    case 'landed':
      return `${circle}M5.2 8.2l2 2l3.6-4`;
    case 'blocked':
      return 'M4 7.5h8v6H4zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2';
    case 'failed':
      return `${circle}M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4`;
    case 'skipped':
      return 'M2.5 8h8M7.5 5l3 3l-3 3M13 4v8';
    case 'cancelled':
      return `${circle}M4.1 4.1l7.8 7.8`;
    case 'none':
      return '';
  }
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
    case 'pending':
    case 'ready':
    case 'preparing':
    case 'running':
    case 'waiting':
    case 'queued':
    case 'gate':
    case 'landing':
    case 'landed':
    case 'blocked':
    case 'skipped':
    case 'cancelled':
    case 'none':
      return roundedFrame(w, h, Math.min(5, w / 2));
  }
}

function roundedFrame(w: number, h: number, r: number): string {
  const arc = `a${r} ${r} 0 0 1`;
  return `M${r} 0H${w - r}${arc} ${r} ${r}V${h - r}${arc}-${r} ${r}H${r}${arc}-${r}-${r}V${r}${arc} ${r}-${r}z`;
}
