import { createGraph } from '../../webview-ui/graph/graph.ts';
import { cardOf, tellPainted } from './benchPage.ts';

const graph = createGraph(document.querySelector('main') ?? document.body, {
  onOpen: () => undefined,
  onSelect: () => undefined,
  onLook: () => undefined,
  look: { x: 640, y: 400, zoom: 1, collapsed: [], selected: null, focus: null },
  clock: () => 0,
  contextOf: () => null,
});
graph.show(
  window.structure,
  window.structure.nodes.map(({ ref }) => cardOf(ref, 'pending')),
);
window.change = (ref, state) => graph.update([cardOf(ref, state)]);
tellPainted();
