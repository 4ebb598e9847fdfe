import { durationText } from '../../../src/shared/dashboard/quantities.ts';
import type { StructureNode, TaskCard } from '../../../src/shared/dashboard/view.ts';
import { taskSign, type TaskIcon } from '../../../src/shared/taskSign.ts';

/** What a node looks like; `none` is a barrier. */
export type Tone = TaskIcon | 'none';

/** Everything that is written on a node. */
export interface Face {
  readonly tone: Tone;
  readonly id: string;
  readonly title: string;
  /** The state, in words, and who works. */
  readonly state: string;
  /** What it waits for, why it is as it is, or what its agent does. */
  readonly note: string;
  /** From 0 to 1; null: nothing is known. */
  readonly progress: number | null;
  /** For who can't see it. */
  readonly label: string;
}

/** `idOf` gives the id of another task by its ref. */
export function faceOf(node: StructureNode, card: TaskCard | null, idOf: (ref: string) => string): Face {
  const title = plainText(node.title);
  const id = plainText(node.id);
  const base = { id, title, note: '', progress: null };
  if (node.kind === 'barrier') return { ...base, tone: 'none', state: '', label: `barrier ${title}` };
  if (card === null) return { ...base, tone: 'pending', state: 'pending', label: `${id} ${title}, pending` };
  const { word, icon: tone } = taskSign(card);
  const waits = waitsFor(card, idOf);
  const why = card.why === null ? '' : plainText(card.why);
  const doing = card.doing === null ? '' : plainText(card.doing);
  const agent = card.agent === null ? '' : plainText(card.agent);
  const kind = node.kind === 'task' ? '' : node.kind;
  return {
    ...{ tone, id, title, progress: card.endedAt === null ? card.progress : null },
    state: [kind, word, agent].filter(Boolean).join(' · '),
    note: [waits, why, doing].find((part) => part !== '') ?? '',
    label: [
      [id, title].filter(Boolean).join(' '),
      ...[kind, word, agent, card.attempt > 0 ? `attempt ${card.attempt}` : '', waits, why],
    ]
      .filter(Boolean)
      .join(', '),
  };
}

/** Empty when it has not started. */
export function elapsedOf(card: TaskCard | null, now: number): string {
  if (card?.startedAt == null) return '';
  return durationText((card.endedAt ?? now) - card.startedAt);
}

/** Text as it may be drawn: in one line, and without marks that would turn what stands beside it. */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

const namedBlockers = 3;

function waitsFor({ blockers, state }: TaskCard, idOf: (ref: string) => string): string {
  if (blockers.length === 0 || (state !== 'pending' && state !== 'blocked' && state !== 'ready')) return '';
  const more = blockers.length - namedBlockers;
  const named = blockers.slice(0, namedBlockers).map((ref) => plainText(idOf(ref)));
  return `waits for ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
