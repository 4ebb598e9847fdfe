import { h } from '../h.ts';
import type { GraphOptions, GraphView } from './graphTypes.ts';

/** Stands in for the graph until that is merged: a list of its nodes. */
export function createGraph(container: HTMLElement, options: GraphOptions): GraphView {
  const list = h('ul', { class: 'graph-stand-in' });
  container.append(list);
  return {
    show: (structure) => {
      list.replaceChildren(
        ...structure.nodes
          .filter(({ kind }) => kind !== 'barrier')
          .map(({ ref, id, title }) => {
            const node = h('button', { type: 'button', 'data-ref': ref }, `${id} `, h('bdi', {}, title));
            node.addEventListener('click', () => {
              options.onSelect(ref);
              options.onOpen(ref);
            });
            return h('li', {}, node);
          }),
      );
    },
    update: () => undefined,
    tick: () => undefined,
    filter: (shown) => {
      for (const node of list.querySelectorAll('button'))
        node.classList.toggle('dimmed', shown !== null && !shown.has(node.dataset['ref'] ?? ''));
    },
    select: () => undefined,
    fit: () => undefined,
    focus: () => undefined,
    collapse: () => undefined,
    dispose: () => list.remove(),
  };
}
