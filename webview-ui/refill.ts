import { focused } from './h.ts';

/** Fills an element anew. A focus in it goes to what has the same `data-key` as before, or else to the fallback. */
export function refill(
  element: HTMLElement,
  content: readonly Node[],
  fallback: () => HTMLElement | null,
): void {
  const before = focused();
  const key = element.contains(before) ? before?.dataset['key'] : undefined;
  element.replaceChildren(...content);
  if (key === undefined || focused() !== document.body) return;
  const same = [...element.querySelectorAll<HTMLElement>('[data-key]')].find(
    ({ dataset }) => dataset['key'] === key,
  );
  (same ?? fallback())?.focus();
}
