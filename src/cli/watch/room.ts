/** Whether panes have room on a terminal of this size. */
export function hasRoom({ columns, rows }: { readonly columns: number; readonly rows: number }): boolean {
  return columns >= 80 && rows >= 20;
}
