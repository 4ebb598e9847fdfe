import { h, setAttributes } from '../h.ts';
import { columns, type Sort } from './rows.ts';

export interface TableHead {
  readonly element: HTMLTableSectionElement;
}

/** A button for each column: up, down, and back to the order of the plan. */
export function createTableHead(onSort: (sort: Sort | null) => void): TableHead {
  let sort: Sort | null = null;
  const cells = columns.map(({ id, label, isNumber }) => {
    const press = h('button', { type: 'button', class: 'sort' }, label);
    press.addEventListener('click', () => {
      const isSame = sort?.column === id;
      if (!isSame) sort = { column: id, descending: isNumber };
      else if (sort?.descending === isNumber) sort = { column: id, descending: !isNumber };
      else sort = null;
      show();
      onSort(sort);
    });
    return { id, cell: h('th', { scope: 'col', class: `col-${id}` }, press) };
  });

  function show(): void {
    for (const { id, cell } of cells) {
      const direction = sort?.descending === true ? 'descending' : 'ascending';
      setAttributes(cell, { 'aria-sort': sort?.column === id ? direction : 'none' });
    }
  }

  show();
  return { element: h('thead', {}, h('tr', { 'aria-rowindex': 1 }, ...cells.map(({ cell }) => cell))) };
}
