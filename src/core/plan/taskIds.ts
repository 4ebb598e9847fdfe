import { hash64 } from './hash64.ts';
import type { Report } from './report.ts';
import { diagnosticAt } from './report.ts';
import { rangeOf } from './source.ts';
import type { TaskDraft } from './taskDrafts.ts';

export interface SettledId {
  readonly id: string;
  readonly ownId: boolean;
  readonly identity: string;
}

/** Gives every task an id that is its alone; `phaseOf` tells the id and title of a task's phase. */
export function settleIds(
  drafts: readonly TaskDraft[],
  phaseOf: (draft: TaskDraft) => { readonly id: string; readonly title: string },
  report: Report,
): SettledId[] {
  const taken = new Map<string, TaskDraft>();
  const kept = drafts.map((draft) => {
    if (draft.writtenId === null) return null;
    const earlier = taken.get(draft.writtenId);
    if (earlier !== undefined) {
      reportDuplicate(draft, earlier, report);
      return null;
    }
    taken.set(draft.writtenId, draft);
    return draft.writtenId;
  });

  const free = new FreeIds(taken);
  const inPhase = new Map<string, number>();
  const seen = new Map<string, number>();
  return drafts.map((draft, index): SettledId => {
    const phase = phaseOf(draft);
    const place = (inPhase.get(phase.id) ?? 0) + (draft.kind === 'criterion' ? 0 : 1);
    inPhase.set(phase.id, place);
    const written = kept[index] ?? null;
    if (written !== null) return { id: written, ownId: true, identity: written };
    const key = `${phase.title}\n${draft.title}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return {
      id: generate(draft, { phase: phase.id, place, free }),
      ownId: false,
      identity: hash64(count === 1 ? key : `${key}\n${String(count)}`),
    };
  });
}

function generate(
  draft: TaskDraft,
  { phase, place, free }: { readonly phase: string; readonly place: number; readonly free: FreeIds },
): string {
  if (draft.writtenId !== null) return free.take(`${draft.writtenId}#`, 2);
  if (draft.kind === 'criterion') return free.take('criterion-', 1);
  if (draft.kind === 'verify') return free.takeExactly(`VERIFY-${phase}`) ?? free.take(`VERIFY-${phase}-`, 2);
  return free.take(`${phase}.`, place);
}

/** Numbers behind a prefix go up only, so that a plan of equal titles stays linear. */
class FreeIds {
  readonly #taken: { has(id: string): boolean };
  readonly #given = new Set<string>();
  readonly #next = new Map<string, number>();

  constructor(taken: { has(id: string): boolean }) {
    this.#taken = taken;
  }

  takeExactly(id: string): string | null {
    if (this.#taken.has(id) || this.#given.has(id)) return null;
    this.#given.add(id);
    return id;
  }

  take(prefix: string, least: number): string {
    let number = Math.max(least, this.#next.get(prefix) ?? 0);
    let id = this.takeExactly(`${prefix}${String(number)}`);
    while (id === null) {
      number++;
      id = this.takeExactly(`${prefix}${String(number)}`);
    }
    this.#next.set(prefix, number + 1);
    return id;
  }
}

function reportDuplicate(draft: TaskDraft, earlier: TaskDraft, report: Report): void {
  if (draft.idText === null || earlier.idText === null) return;
  const [first, second] = [rangeOf(earlier.idText), rangeOf(draft.idText)];
  report(
    diagnosticAt(second, {
      code: 'plan/duplicate-id',
      severity: 'error',
      message: `The id "${draft.writtenId ?? ''}" is on line ${String(first.line)} and on line ${String(second.line)}; give one of them another id.`,
      related: [{ ...first, message: 'The first task with this id.' }],
    }),
  );
}
