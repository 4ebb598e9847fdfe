import type { TaskCard } from '../../src/shared/dashboard/view.ts';
import { bdi, h, setAttributes, setText } from '../h.ts';
import { icon, lookOf, setIcon, taskLooks } from '../looks.ts';
import type { Scene } from '../scene.ts';
import { columns } from './rows.ts';

export interface TableRow {
  readonly element: HTMLTableRowElement;
  show(card: TaskCard, scene: Scene, at: RowPlace): void;
}

export interface RowPlace {
  /** From 0, among all rows. */
  readonly place: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly context: string | null;
}

/** A row that is used again for other tasks as the table is scrolled. */
export function createTableRow(): TableRow {
  const stateIcon = icon(taskLooks.pending);
  const cells = columns.map(({ id, isNumber, text: textOf }) => {
    const text = bdi('');
    const cell = h('td', { class: `col-${id}${isNumber ? ' number' : ''}` });
    if (id === 'state') cell.append(h('span.with-icon', stateIcon, text));
    else cell.append(text);
    return { id, cell, text, textOf };
  });
  const element = h('tr', ...cells.map(({ cell }) => cell));
  return {
    element,
    show: (card, scene, { place, isSelected, isActive, context }) => {
      setAttributes(element, {
        id: rowId(place),
        'data-place': place,
        'data-ref': card.ref,
        'data-state': card.state,
        'aria-rowindex': place + 2,
        'aria-selected': String(isSelected),
        class: isActive ? 'active' : null,
        'data-vscode-context': context,
      });
      setIcon(stateIcon, lookOf(card));
      for (const { id, cell, text, textOf } of cells) {
        const content = textOf(card, scene);
        setText(text, id === 'title' ? content.slice(0, 300) : content.slice(0, 200));
        if (id === 'title' || id === 'waits') cell.title = content.slice(0, 2_000);
      }
    },
  };
}

/** What the grid points at. */
export function rowId(place: number): string {
  return `row-${place}`;
}
