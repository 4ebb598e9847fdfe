import { button, h, setAttributes } from '../h.ts';
import { columns, type Sort } from './rows.ts';

export interface TableHead {
  readonly element: HTMLTableSectionElement;
}

/** A button for each column: up, down, and back to the order of the plan. */
export function createTableHead(onSort: (sort: Sort | null) => void): TableHead {
  let sort: Sort | null = null;
  const cells = columns.map((column) => {
    const { id, label, isNumber } = column;
    const sortBy = () => {
      const isSame = sort?.column === column;
      if (!isSame) sort = { column, descending: isNumber };
      else if (sort?.descending === isNumber) sort = { column, descending: !isNumber };
      else sort = null;
      show();
      onSort(sort);
    };
    const press = button(label, sortBy, { class: 'sort' });
    return { column, cell: h('th', { scope: 'col', class: `col-${id}` }, press) };
  });

  function show(): void {
    for (const { column, cell } of cells) {
      const direction = sort?.descending === true ? 'descending' : 'ascending';
      setAttributes(cell, { 'aria-sort': sort?.column === column ? direction : 'none' });
    }
  }

  show();
  return { element: h('thead', h('tr', { 'aria-rowindex': 1 }, ...cells.map(({ cell }) => cell))) };
}
