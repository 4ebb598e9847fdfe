import { focused } from './h.ts';

/** An element that is brought up to date with what it shows. */
export interface Row<Item> {
  readonly element: HTMLElement;
  show(item: Item): void;
}

/**
 * Fills a list with a row for each item. Rows whose key stays keep their elements, and with them focus and selection;
 * what has not moved is not touched.
 */
export function keyedRows<Item extends { readonly key: string | number }, Context>(
  list: HTMLElement,
  create: (item: Item, context: Context) => Row<Item>,
): (items: readonly Item[], context: Context) => void {
  const rows = new Map<Item['key'], Row<Item>>();
  return (items, context) => {
    const before = focused();
    const keys = new Set<Item['key']>(items.map(({ key }) => key));
    for (const [key, { element }] of rows) {
      if (keys.has(key)) continue;
      element.remove();
      rows.delete(key);
    }
    for (const [place, item] of items.entries()) {
      const row = rows.get(item.key) ?? create(item, context);
      rows.set(item.key, row);
      const there = list.children[place] ?? null;
      if (there !== row.element) list.insertBefore(row.element, there);
      row.show(item);
    }
    if (list.contains(before) && before !== focused()) before?.focus({ preventScroll: true });
  };
}
