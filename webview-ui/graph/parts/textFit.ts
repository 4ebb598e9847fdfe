const longestMeasured = 160;
const mostKept = 5_000;
/** Made when a text is cut: that takes milliseconds. */
let segmenter: Intl.Segmenter | null = null;

export interface TextFit {
  /** Cuts a text to a width in px, with an ellipsis, between characters as people see them. */
  cut(text: string, width: number): string;
  /** Width in px. */
  measure(text: string): number;
}

/** Measures with the font of the element; `scale` is that of the text against the element's. */
export function fitTextOf(element: Element, scale = 1): TextFit {
  const context = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(element);
  if (context !== null) context.font = `${parseFloat(style.fontSize) * scale}px ${style.fontFamily}`;
  const measure = (text: string): number => context?.measureText(text).width ?? text.length * 7;
  const kept = new Map<string, string>();
  const cut = (text: string, width: number): string => {
    if (text === '' || (text.length <= longestMeasured && measure(text) <= width)) return text;
    segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    const characters = [...segmenter.segment(text.slice(0, longestMeasured))].map(({ segment }) => segment);
    let [fits, over] = [0, characters.length];
    while (fits + 1 < over) {
      const middle = (fits + over) >> 1;
      if (measure(`${characters.slice(0, middle).join('')}…`) <= width) fits = middle;
      else over = middle;
    }
    return `${characters.slice(0, fits).join('').trimEnd()}…`;
  };
  return {
    measure,
    cut: (text, width) => {
      const key = `${width} ${text}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      if (kept.size >= mostKept) kept.clear();
      const fitted = cut(text, width);
      kept.set(key, fitted);
      return fitted;
    },
  };
}
