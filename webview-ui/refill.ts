import { focused } from './h.ts';

/**
 * Fills an element anew, and leaves in place what is the same, down to single texts: a press, a selection or a focus in
 * that goes on. What differs in its listeners alone has to differ in its `data-key`. A focus in what is gone goes to
 * the fallback.
 */
export function refill(
  element: Element,
  content: readonly Node[],
  fallback: () => HTMLElement | null = () => null,
): void {
  const before = focused();
  const isInside = element.contains(before);
  adopt(element, content);
  if (isInside && focused() === document.body) fallback()?.focus();
}

function adopt(element: Element, content: readonly Node[]): void {
  const left = [...element.childNodes];
  const take = (fits: (old: Node) => boolean): ChildNode | undefined => {
    const place = left.findIndex(fits);
    return place === -1 ? undefined : left.splice(place, 1)[0];
  };
  const same = content.map((node) => take((old) => old.isEqualNode(node)));
  const wanted = content.map((node, place) => {
    const known = same[place];
    if (known !== undefined) return known;
    const alike = take((old) => old.cloneNode().isEqualNode(node.cloneNode()));
    if (alike instanceof Element) adopt(alike, [...node.childNodes]);
    return alike ?? node;
  });
  for (const old of left) old.remove();
  wanted.forEach((node, place) => {
    const there = element.childNodes[place] ?? null;
    if (there !== node) element.insertBefore(node, there);
  });
}
