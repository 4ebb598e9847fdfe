import { countText, durationText, percentText } from '../../src/shared/dashboard/quantities.ts';
import type { TaskCard } from '../../src/shared/dashboard/view.ts';
import type { WorkerStatus } from '../../src/shared/status.ts';
import { momentText } from '../header/etaText.ts';
import { lookOf, type Look } from '../looks.ts';
import type { Scene } from '../scene.ts';

/** What the panel says about one task: its state, one sentence, and facts. */
export interface Line {
  readonly key: string;
  readonly ref: string;
  readonly look: Look;
  readonly note: string;
  readonly facts: string;
  /** Share of its context that a worker has filled; 0 where that is not known. */
  readonly fill: number;
}

const mostNext = 3;
const healths: readonly WorkerStatus['health'][] = ['stuck', 'slow', 'healthy'];

/** Who works, those that are stuck first. */
export function workLines(scene: Scene): readonly Line[] {
  const { view, cards, clock } = scene;
  return view.workers
    .toSorted((a, b) => healths.indexOf(a.health) - healths.indexOf(b.health))
    .flatMap(({ attempt, pool, doing, lastSignAt, contextUsed }) => {
      const ref = attempt.slice(0, attempt.lastIndexOf('/'));
      const { agent, model, tokens } = cards.get(ref) ?? {};
      return lineOf(ref, scene, [
        doing,
        `pool ${pool}`,
        agent,
        model,
        lastSignAt === null
          ? 'no sign of life yet'
          : `last sign ${durationText(clock() - Date.parse(lastSignAt))} ago`,
        `${tokens ? countText(tokens) : 'no data on'} tokens`,
        contextUsed === null ? 'no data on context' : `context ${percentText(contextUsed)} full`,
      ]).map((line) => ({ ...line, fill: contextUsed ?? 0 }));
    });
}

/** What goes on only when a person has done something. */
export function askingLines(scene: Scene): readonly Line[] {
  return scene.view.tasks.filter(isAsking).flatMap(({ ref, why }) => lineOf(ref, scene, [why]));
}

/** What starts next, by the forecast. */
export function nextLines(scene: Scene): readonly Line[] {
  const { view, cards, clock } = scene;
  return (view.forecast?.tasks ?? [])
    .filter(({ ref }) => ['pending', 'ready', 'waiting'].includes(cards.get(ref)?.state ?? ''))
    .toSorted((a, b) => a.startAt - b.startAt)
    .slice(0, mostNext)
    .flatMap(({ ref, startAt }) =>
      lineOf(ref, scene, [cards.get(ref)?.why, `about ${momentText(startAt, clock())}`]),
    );
}

/** The merge queues, in their order. */
export function queueLines(scene: Scene): readonly Line[] {
  return scene.view.queue.flatMap(({ plan, id, place, held, step, since }) =>
    lineOf(`${plan}/${id}`, scene, [
      null,
      `place ${place}`,
      held ? 'held by a person' : step === 'gate' ? 'its gate runs' : (step ?? 'waits its turn'),
      `for ${durationText(scene.clock() - Date.parse(since))}`,
    ]),
  );
}

/** All of it in a few words. */
export function nowWords({ view }: Scene): string {
  if (view.header.endedAt !== null) return 'the run is over';
  const counts = [
    [view.workers.length, 'at work'],
    [view.workers.filter(({ health }) => health === 'stuck').length, 'stuck'],
    [view.tasks.filter(isAsking).length, 'for you'],
    [view.queue.length, 'to merge'],
  ] as const;
  const words = counts.filter(([count]) => count > 0).map((count) => count.join(' '));
  return words.join(', ') || 'nobody is at work';
}

function isAsking({ state }: TaskCard): boolean {
  return state === 'needs-you' || state === 'failed';
}

/** The first of the words is the note. Nothing where the task is not known. */
function lineOf(
  ref: string,
  { cards, index }: Scene,
  [note, ...facts]: readonly (string | null | undefined)[],
): readonly Line[] {
  const card = cards.get(ref);
  if (card === undefined) return [];
  const look = lookOf(card);
  return [
    {
      // With the version: another one may bring another title.
      key: `${ref} ${index.structure.version}`,
      ref,
      look,
      note: (note ?? '').slice(0, longest),
      fill: 0,
      facts: [look.word, ...facts].filter(Boolean).join(' · ').slice(0, longest),
    },
  ];
}

const longest = 300;
