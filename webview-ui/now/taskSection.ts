import { bdi, decorative, h, setText } from '../h.ts';
import { keyedRows, type Row } from '../keyedRows.ts';
import { icon, setIcon } from '../looks.ts';
import type { Scene } from '../scene.ts';
import { taskLink } from '../taskLink.ts';
import type { Line } from './lines.ts';

export interface TaskSection {
  readonly element: HTMLElement;
  show(scene: Scene): void;
}

const most = 20;

/** Tasks under a title that counts them, each a link with what is said about it; hidden while there are none. */
export function createTaskSection(
  title: string,
  linesOf: (scene: Scene) => readonly Line[],
  onOpen: (ref: string) => void,
): TaskSection {
  const heading = h('h3');
  const list = h('ul');
  const rest = h('p.dim');
  const element = h('section', heading, list, rest);
  const fill = keyedRows<Line, Scene>(list, (line, scene) => rowOf(line, taskLink(line.ref, scene, onOpen)));
  return {
    element,
    show: (scene) => {
      const lines = linesOf(scene);
      const more = lines.length - most;
      element.hidden = lines.length === 0;
      setText(heading, `${title} (${lines.length})`);
      setText(rest, more > 0 ? `and ${more} more` : '');
      fill(lines.slice(0, most), scene);
    },
  };
}

function rowOf({ look }: Line, link: HTMLElement): Row<Line> {
  const bar = h('div.now-fill', decorative);
  const sign = icon(look);
  const note = bdi('');
  const facts = bdi('');
  return {
    element: h('li', h('div.with-icon', sign, link), h('p', note), h('p.dim', facts), bar),
    show: (line) => {
      setIcon(sign, line.look);
      setText(note, line.note);
      setText(facts, line.facts);
      bar.style.inlineSize = `${line.fill * 100}%`;
    },
  };
}
