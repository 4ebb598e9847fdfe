import type { Git } from '../adapters/git/createGit.ts';
import { UserError } from '../core/base/userError.ts';
import { findTask } from '../core/engine/commands.ts';
import { isTask } from '../core/engine/nodes.ts';
import type { ObjectId } from '../core/engine/ports.ts';
import type { RunTask } from '../core/engine/runPlan.ts';
import type { NodeState, TaskStatus } from '../core/engine/state.ts';
import type { FileChange } from '../shared/fileChange.ts';
import type { Project } from './project.ts';
import { readingGit } from './readingGit.ts';
import { foldRun } from './rehearsal.ts';

/** What somebody's work changes, file by file. */
export interface WorkChanges {
  /** E.g. `2.3 Implement auth, attempt 2`. */
  readonly title: string;
  readonly files: readonly FileChange[];
}

export interface WorkOf {
  readonly run: string;
  /** `plan/id` */
  readonly task: string;
}

type TaskNode = NodeState & { readonly spec: RunTask };

/**
 * What an attempt made of its task, all earlier ones included: what would land. `attempt` null: what landed, or else
 * the latest; while that works, its worktree as it is now. Throws UserError when there is nothing.
 */
export async function taskChanges(
  project: Project,
  { run, task, attempt }: WorkOf & { readonly attempt: number | null },
): Promise<WorkChanges> {
  const node = requireTaskNode(project, { run, task });
  const { status, spec } = node;
  const name = `${spec.id} ${spec.title}`;
  return readingGit(project, async (git) => {
    if (attempt === null && status.name === 'landed' && status.commit !== null) {
      const before = await git.history.resolve(`${status.commit}^1`);
      if (before !== null)
        return { title: `${name}, landed`, files: await git.objects.changes(before, status.commit) };
    }
    const number = attempt ?? node.attempts.length;
    const title = `${name}, attempt ${String(number)}`;
    const base = baseOf(node, number);
    if (base === null) throw new UserError(`${spec.id} ${withoutWork(status)}`, 1, 'nothing');
    const commit = commitOf(node, number);
    if (commit !== null) return { title, files: await git.objects.changes(base, commit) };
    const folder = await liveWorktree(git, node, number);
    if (folder === null)
      throw new UserError(`Attempt ${String(number)} of ${spec.id} left no work behind.`, 1);
    return { title: `${title} (at work)`, files: await git.objects.changesOnDisk(folder, base) };
  });
}

/** What the later of two attempts has that the earlier one has not; what others landed in between is left out. */
export async function attemptsCompared(
  project: Project,
  { run, task, attempts }: WorkOf & { readonly attempts: readonly [number, number] },
): Promise<WorkChanges> {
  const node = requireTaskNode(project, { run, task });
  const [earlier, later] = [...attempts]
    .sort((one, other) => one - other)
    .map((number) => {
      const [base, commit] = [baseOf(node, number), commitOf(node, number)];
      if (base !== null && commit !== null) return { number, base, commit };
      throw new UserError(`Attempt ${String(number)} of ${node.spec.id} left no work to compare.`, 1);
    });
  if (earlier === undefined || later === undefined) throw new Error('two attempts were to be compared');
  const title = `${node.spec.id} ${node.spec.title}, attempt ${String(earlier.number)} and ${String(later.number)}`;
  return readingGit(project, async ({ objects }) => {
    const files = await objects.changes(earlier.commit, later.commit);
    if (earlier.base === later.base) return { title, files };
    const own = new Set<string>();
    for (const { base, commit } of [earlier, later]) {
      for (const { path, oldPath } of await objects.changes(base, commit)) own.add(path).add(oldPath);
    }
    return { title, files: files.filter(({ path, oldPath }) => own.has(path) || own.has(oldPath)) };
  });
}

/** All that a plan's integration branch has over the commit that it started from. */
export async function planChanges(
  project: Project,
  { run, plan }: { readonly run: string; readonly plan: string },
): Promise<WorkChanges> {
  const state = foldRun(project, run).plans.get(plan);
  if (state === undefined) throw new UserError(`The run ${run} has no plan ${plan}.`, 1);
  const { base, integrationBranch } = state.plan;
  return readingGit(project, async (git) => {
    const head = (await git.history.resolve(`refs/heads/${integrationBranch}`)) ?? state.head;
    return { title: integrationBranch, files: await git.objects.changes(base, head) };
  });
}

/** Throws UserError when the run has no such task, or it is a command. */
export function requireTaskNode(project: Project, { run, task }: WorkOf): TaskNode {
  const found = findTask(foldRun(project, run), task);
  if (!found.ok) throw new UserError(`Nothing to show: ${found.reason}.`, 1);
  const node = found.value;
  if (!isTask(node)) throw new UserError(`${node.spec.id} is a command: it changes nothing.`, 1);
  return node;
}

function withoutWork({ name }: TaskStatus): string {
  return isOver.has(name) ? `is ${name} without a change of its own.` : 'has not changed anything yet.';
}

const isOver: ReadonlySet<TaskStatus['name']> = new Set(['landed', 'skipped', 'cancelled']);

/** Commit that the work stands on: where the first attempt started, or what a later one took in to resolve a conflict. */
function baseOf(node: TaskNode, number: number): ObjectId | null {
  let base: ObjectId | null = null;
  for (const { launch } of node.attempts.slice(0, number)) {
    if (launch !== null) base = launch.resolves ?? base ?? launch.start;
  }
  return base;
}

/** What the attempt left; of the latest what a person made of it since. */
function commitOf(node: TaskNode, number: number): ObjectId | null {
  const commit = node.attempts[number - 1]?.commit ?? null;
  return number === node.attempts.length && commit !== null ? node.commit : commit;
}

/** Folder in which the latest attempt works; null when it is over. */
async function liveWorktree(git: Git, node: TaskNode, number: number): Promise<string | null> {
  const attempt = node.attempts.at(-1);
  if (attempt?.number !== number) return null;
  const exists = (await git.worktrees.existing()).includes(attempt.slot);
  return exists ? git.worktrees.pathOf(attempt.slot) : null;
}
