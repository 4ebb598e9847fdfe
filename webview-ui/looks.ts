import type { RunStateWord, TaskStateWord } from '../src/shared/status.ts';
import type { TaskCard } from '../src/shared/dashboard/view.ts';
import { wordOf } from '../src/shared/shapes.ts';
import { taskSign, type TaskIcon } from '../src/shared/taskSign.ts';
import { decorative, svg } from './h.ts';

/** How a state looks: the word says it; the icon, which nothing else has, and the colour only help. */
export interface Look {
  readonly word: string;
  /** Of a path in a box of 16 by 16, drawn as a line. */
  readonly path: string;
  /** A class of page.css, which gives it its colour. */
  readonly tone: 'plain' | 'dim' | 'blue' | 'yellow' | 'purple' | 'green' | 'red';
}

function look(word: string, path: string, tone: Look['tone']): Look {
  return { word, path, tone };
}

const circle = 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2';
const merge = 'M4 2.5v11M4 4c0 4.2 3.5 5 8 5M9.3 6.3 12 9l-2.7 2.7';
const sync = 'M3 8.3a5 5 0 0 1 8.8-3.5M13 7.7a5 5 0 0 1-8.8 3.5M12.3 1.8v3.3H9M3.7 14.2v-3.3H7';
const pause = 'M5.5 3.5v9M10.5 3.5v9';
const play = 'M5 3.2v9.6L12.6 8z';
const cross = `${circle}M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4`;
const check = `${circle}M5.2 8.2l2 2 3.7-4.2`;
const warning = 'M8 2.2 14.3 13.4H1.7zM8 6.3v3.4M8 11.3v.6';

export const taskLooks: Readonly<Record<TaskStateWord, Look>> = {
  pending: look('pending', circle, 'dim'),
  ready: look('ready', `${circle}M8 4.8v3.4l2.2 1.4`, 'plain'),
  preparing: look('preparing', 'M8 2.2a5.8 5.8 0 1 1-5.8 5.8', 'blue'),
  running: look('running', play, 'blue'),
  waiting: look('waiting', pause, 'yellow'),
  'needs-you': look('needs-you', 'M3 11.5h10L11.7 9.6V7.2a3.7 3.7 0 0 0-7.4 0v2.4zM6.6 13.8h2.8', 'yellow'),
  queued: look('queued', merge, 'purple'),
  landing: look('landing', sync, 'purple'),
  landed: look('landed', check, 'green'),
  blocked: look('blocked', 'M3.8 7.3h8.4v6.2H3.8zM5.5 7V5.2a2.5 2.5 0 0 1 5 0V7', 'dim'),
  failed: look('failed', cross, 'red'),
  skipped: look('skipped', 'M2.8 9.5a5.4 5.4 0 0 1 9.6-2M12.8 3.8v4H8.9M8 12.5v.8', 'dim'),
  cancelled: look('cancelled', `${circle}M4 4l8 8`, 'dim'),
};

export const isTaskState = wordOf(taskLooks);

/** In the order in which a task goes through them. */
export const taskStates = Object.keys(taskLooks).filter(isTaskState);

/** What is drawn of a task: its state, or what is known beside it. */
export const iconLooks: Readonly<Record<TaskIcon, Omit<Look, 'word'>>> = {
  ...taskLooks,
  gate: { path: 'M6 2.3h4M7 2.3v4.2l-3.7 7h9.4l-3.7-7V2.3M5 10.5h6', tone: 'blue' },
  stuck: { path: warning, tone: 'yellow' },
  held: { path: merge, tone: 'yellow' },
  /** Nothing says green that nothing has verified. */
  ungated: { path: check, tone: 'plain' },
};

/** Of a task as it is now. */
export function lookOf(card: TaskCard): Look {
  const { word, icon } = taskSign(card);
  return { ...iconLooks[icon], word };
}

export const runLooks: Readonly<Record<RunStateWord | 'idle', Look>> = {
  idle: look('not running', circle, 'dim'),
  running: look('running', play, 'blue'),
  paused: look('paused', pause, 'yellow'),
  draining: look('draining: no new task starts', `${pause}M2.5 14h11`, 'yellow'),
  stopped: look('stopped, can be resumed', 'M4 4h8v8H4z', 'yellow'),
  done: look('done', check, 'green'),
  failed: look('ended with failures', cross, 'red'),
  halted: look('halted', warning, 'red'),
};

/** The icon of a look. It is hidden from screen readers: the word is beside it. */
export function icon({ path, tone }: Look): SVGSVGElement {
  return svg(
    'svg',
    { class: `icon tone-${tone}`, viewBox: '0 0 16 16', focusable: 'false' },
    decorative,
    svg('path', { d: path }),
  );
}

/** Makes an icon another one, when it is one. */
export function setIcon(element: SVGSVGElement, { path, tone }: Look): void {
  const line = element.firstElementChild;
  if (line === null || (line.getAttribute('d') === path && element.classList.contains(`tone-${tone}`)))
    return;
  line.setAttribute('d', path);
  element.setAttribute('class', `icon tone-${tone}`);
}
