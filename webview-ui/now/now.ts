import type { Activity } from '../../src/shared/activity.ts';
import { activityEntry } from '../drawer/detailSections.ts';
import { h } from '../h.ts';
import { keyedRows } from '../keyedRows.ts';
import type { Scene } from '../scene.ts';
import { askingLines, nextLines, queueLines, workLines } from './lines.ts';
import { createTaskSection } from './taskSection.ts';

export interface Now {
  readonly element: HTMLElement;
  show(scene: Scene): void;
}

const kinds = [
  ['At work', workLines],
  ['For you', askingLines],
  ['Next', nextLines],
  ['Merge queue', queueLines],
] as const;

/** What runs, what is stuck, what comes next and what has just happened: beside every tab. */
export function createNow(onOpen: (ref: string) => void): Now {
  const sections = kinds.map(([title, linesOf]) => createTaskSection(title, linesOf, onOpen));
  const entries = h('ol');
  const activity = h('section', h('h3', 'Activity'), entries);
  const fill = keyedRows<Activity & { readonly key: number }, null>(entries, (entry) => ({
    element: activityEntry(entry),
    show: () => undefined,
  }));
  let told: readonly Activity[] | null = null;
  return {
    element: h(
      'aside.now',
      { id: 'now', 'aria-label': 'Now', tabindex: 0 },
      h('h2', 'Now'),
      ...sections.map(({ element }) => element),
      activity,
    ),
    show: (scene) => {
      for (const section of sections) section.show(scene);
      const { activity: latest } = scene.view;
      if (latest === told) return;
      told = latest;
      activity.hidden = latest.length === 0;
      fill(
        latest.map((entry) => ({ ...entry, key: entry.seq })),
        null,
      );
    },
  };
}
