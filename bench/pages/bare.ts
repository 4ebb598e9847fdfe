import { tellPainted, timedLayout } from './benchPage.ts';

/** The least that shows the same part of the same graph: a rectangle and a text for each node in the view. */
const { nodes } = timedLayout();
const svg = element('svg', { width: '1280', height: '800' });
const drawn = new Map<string, { readonly box: SVGElement; readonly text: SVGElement }>();
for (const { ref, x, y, width, height } of nodes) {
  if (x > 1_280 || y > 800) continue;
  const [left, top] = [String(x), String(y)];
  const box = element('rect', {
    x: left,
    y: top,
    width: String(width),
    height: String(height),
    fill: 'gray',
  });
  const text = element('text', { x: left, y: String(y + 20) });
  text.textContent = `${ref} pending`;
  svg.append(box, text);
  drawn.set(ref, { box, text });
}
document.querySelector('main')?.append(svg);
window.change = (ref, state) => {
  const node = drawn.get(ref);
  node?.box.setAttribute('fill', state === 'running' ? 'blue' : 'gray');
  if (node !== undefined) node.text.textContent = `${ref} ${state}`;
};
tellPainted();

function element(name: 'svg' | 'rect' | 'text', attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
