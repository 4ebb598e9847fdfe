import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { NdjsonReader } from '../adapters/process/ndjson.ts';
import { prepareStateFolder } from '../adapters/store/runFolders.ts';
import { using } from '../core/base/systemFault.ts';
import type { HistoryPort, ObjectId } from '../core/engine/ports.ts';
import { hasFields } from '../shared/fields.ts';

/** That a person did a task by hand. */
export interface DoneMark {
  /** Name of the plan in its runs. */
  readonly plan: string;
  /** Identity of the task. */
  readonly task: string;
  /** Where the plan's integration branch stood: the mark holds for a branch that has this commit. */
  readonly head: ObjectId;
}

/** `done` false: it is to be done after all. */
interface Line extends DoneMark {
  readonly done: boolean;
}

/** Remembers it for later runs: no commit of ours tells of work that a person did. Throws UserError on a full disk. */
export function keepDoneMark(stateFolder: string, mark: DoneMark): void {
  append(stateFolder, { ...mark, done: true });
}

/** The task is to be done after all. Throws UserError on a full disk. */
export function dropDoneMark(stateFolder: string, { plan, task }: Pick<DoneMark, 'plan' | 'task'>): void {
  const mark = marksOf(stateFolder, plan).get(task);
  if (mark !== undefined) append(stateFolder, { ...mark, done: false });
}

/** Identities of the tasks of a plan that were done by hand on the branch whose tip is `tip`. */
export async function doneByHand(
  stateFolder: string,
  history: Pick<HistoryPort, 'resolve' | 'isAncestor'>,
  { plan, tip }: { readonly plan: string; readonly tip: ObjectId },
): Promise<readonly string[]> {
  const marks = marksOf(stateFolder, plan);
  const heads = new Set([...marks.values()].map(({ head }) => head));
  const held = new Set<ObjectId>();
  for (const head of heads) {
    // A branch that was deleted takes its commits with it, sooner or later.
    if ((await history.resolve(head)) !== null && (await history.isAncestor(head, tip))) held.add(head);
  }
  return [...marks.values()].filter(({ head }) => held.has(head)).map(({ task }) => task);
}

/** The task has another name from now on. */
export function renameDoneMark(
  stateFolder: string,
  { plan, from, to }: { readonly plan: string; readonly from: string; readonly to: string },
): void {
  const mark = marksOf(stateFolder, plan).get(from);
  if (mark === undefined) return;
  append(stateFolder, { ...mark, done: false });
  append(stateFolder, { ...mark, task: to, done: true });
}

function append(stateFolder: string, line: Line): void {
  prepareStateFolder(stateFolder);
  const file = fileOf(stateFolder);
  using(file, () => {
    appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  });
}

/** The last word on each task, where that is that it is done. */
function marksOf(stateFolder: string, plan: string): ReadonlyMap<string, DoneMark> {
  const marks = new Map<string, DoneMark>();
  for (const { done, ...mark } of new NdjsonReader(fileOf(stateFolder)).read().filter(isLine)) {
    if (mark.plan !== plan) continue;
    if (done) marks.set(mark.task, { plan, task: mark.task, head: mark.head });
    else marks.delete(mark.task);
  }
  return marks;
}

function isLine(value: unknown): value is Line {
  return hasFields(value, { plan: 'string', task: 'string', head: 'string', done: 'boolean' });
}

function fileOf(stateFolder: string): string {
  return join(stateFolder, 'done.ndjson');
}
