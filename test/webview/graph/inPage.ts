import type { StructureView, TaskCard } from '../../../src/shared/dashboard/view.ts';
import { createGraph } from '../../../webview-ui/graph/graph.ts';
import type { GraphLook, GraphView } from '../../../webview-ui/graph/graphTypes.ts';

/** What the page of these tests has beside the graph: what the graph told its host. */
export interface GraphHost {
  readonly graph: GraphView;
  readonly told: { opened: string[]; selected: (string | null)[]; looks: GraphLook[]; menus: string[] };
  now: number;
}

declare global {
  interface Window {
    host: GraphHost;
    openGraph: (structure: StructureView, tasks: readonly TaskCard[], look: GraphLook | null) => void;
  }
}

window.openGraph = (structure, tasks, look) => {
  const told: GraphHost['told'] = { opened: [], selected: [], looks: [], menus: [] };
  const graph = createGraph(document.querySelector('main') ?? document.body, {
    onOpen: (ref) => told.opened.push(ref),
    onSelect: (ref) => told.selected.push(ref),
    onLook: (one) => told.looks.push(one),
    look,
    clock: () => window.host.now,
    contextOf: (ref) => JSON.stringify({ webviewSection: 'task', taskId: ref }),
  });
  window.host = { graph, told, now: 1_000_000 };
  document.addEventListener('contextmenu', (event) => {
    const at = event.target instanceof Element ? event.target.closest('[data-vscode-context]') : null;
    told.menus.push(at?.getAttribute('data-vscode-context') ?? '');
    event.preventDefault();
  });
  graph.show(structure, tasks);
};
