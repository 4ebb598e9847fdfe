import { createGraph } from './graph/graph.ts';
import type { GraphFocus, GraphOptions, GraphView } from './graph/graphTypes.ts';
import { h } from './h.ts';
import type { Part } from './part.ts';
import { criticalPathOf } from './scene.ts';
import type { StructureView } from '../src/shared/dashboard/view.ts';

export interface GraphPart extends Part {
  /** While its tab is shown. */
  focus(focus: GraphFocus): void;
}

/** The graph as a tab: made when it is first seen, as it has to know its size, and told only what has changed. */
export function createGraphPart(options: GraphOptions): GraphPart {
  const element = h('div.graph-box', { tabindex: -1 });
  let graph: GraphView | null = null;
  let structure: StructureView | null = null;
  let selected: string | null = null;
  let shown: ReadonlySet<string> | null = null;
  return {
    element,
    focusTarget: element,
    tick: () => graph?.tick(),
    focus: (focus) => graph?.focus(focus),
    show: (scene, patch) => {
      const { view } = scene;
      if (graph === null) {
        graph = createGraph(element, options);
        selected = options.look?.selected ?? null;
      }
      if (structure === view.structure && patch !== null) graph.update(patch.tasks ?? []);
      else if (structure === view.structure) graph.update(view.tasks);
      else graph.show(view.structure, view.tasks);
      structure = view.structure;
      graph.criticalPath(criticalPathOf(view));
      if (shown !== scene.shown) graph.filter(scene.shown);
      ({ shown } = scene);
      if (selected !== scene.selected) graph.select(scene.selected, { reveal: true });
      ({ selected } = scene);
    },
  };
}
