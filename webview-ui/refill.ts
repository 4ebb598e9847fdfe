/** Fills an element anew. A focus in it goes to what has the same `data-key` as before, or else to the fallback. */
export function refill(
  element: HTMLElement,
  content: readonly Node[],
  fallback: () => HTMLElement | null,
): void {
  const { activeElement, body } = document;
  const key =
    activeElement instanceof HTMLElement && element.contains(activeElement)
      ? activeElement.dataset['key']
      : undefined;
  element.replaceChildren(...content);
  if (key === undefined || document.activeElement !== body) return;
  const same = [...element.querySelectorAll<HTMLElement>('[data-key]')].find(
    ({ dataset }) => dataset['key'] === key,
  );
  (same ?? fallback())?.focus();
}
