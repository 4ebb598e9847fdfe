import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { ObjectId } from '../../core/engine/ports.ts';
import type { GitRunner } from './gitRunner.ts';
import { parseWorktreeList, splitNul } from './parse.ts';
import { SlotRecords } from './slotRecord.ts';
import type { Slot, Slots } from './slots.ts';
import { readGitDir } from './slotState.ts';
import { listSnapshots } from './snapshots.ts';
import { workingDirectories } from './workingIn.ts';

/** What must stay because a run uses it. */
export interface InUse {
  readonly slots: readonly string[];
  /** Short names. */
  readonly branches: readonly string[];
}

/** One thing of ours, whether it may go, and the fact that says so. */
export interface CleanItem {
  readonly kind: 'slot' | 'branch' | 'snapshot' | 'leftover';
  /** Slot name, short branch name, full snapshot ref, or absolute path. */
  readonly name: string;
  readonly action: 'remove' | 'keep';
  readonly why: string;
  /** It stays, but a person may have it removed all the same. */
  readonly mayInsist: boolean;
  /** Where it is at; removal happens only while it still is. */
  readonly commit: ObjectId | null;
}

export interface CleanPlan {
  readonly items: readonly CleanItem[];
}

/** Looks at every slot, task branch, snapshot and leftover. Only a positive fact lets a thing go. */
export async function planClean(git: GitRunner, slots: Slots, use: InUse): Promise<CleanPlan> {
  const slotItems = await planSlots(git, slots, use);
  const goingFolders = slotItems
    .filter((item) => item.action === 'remove')
    .map((item) => slots.pathOf(item.name));
  const branches = await planBranches(git, use, goingFolders);
  const goingBranches = branches.filter((item) => item.action === 'remove').map((item) => item.name);
  return {
    items: [
      ...slotItems,
      ...branches,
      ...(await planSnapshots(git, goingBranches)),
      ...(await planLeftovers(git, slots)),
    ],
  };
}

type Verdict = Pick<CleanItem, 'action' | 'why' | 'mayInsist'>;
const keep = (why: string): Verdict => ({ action: 'keep', why, mayInsist: false });
/** Work that is nowhere else: only a person can say that nobody needs it. */
const keepWork = (why: string): Verdict => ({ action: 'keep', why, mayInsist: true });
const remove = (why: string): Verdict => ({ action: 'remove', why, mayInsist: false });

async function planSlots(git: GitRunner, slots: Slots, use: InUse): Promise<readonly CleanItem[]> {
  const folders = await workingDirectories();
  const items = [];
  for (const name of await slots.existing()) {
    const slot = await slots.find(name);
    if (slot === null) continue;
    const head = await git.run(['rev-parse', '--verify', '--quiet', 'HEAD'], { cwd: slot.path });
    const commit = head.exitCode === 0 ? head.stdout.trim() : null;
    const verdict = use.slots.includes(name)
      ? keep('a run uses it')
      : await judgeSlot(git, slot, { commit, folders });
    items.push({ kind: 'slot', name, commit, ...verdict } as const);
  }
  return items;
}

async function judgeSlot(
  git: GitRunner,
  slot: Slot,
  {
    commit,
    folders,
  }: { readonly commit: ObjectId | null; readonly folders: ReadonlyMap<number, string> | null },
): Promise<Verdict> {
  if (folders === null) return keep('this system does not tell whether a process works in it');
  const real = await fs.realpath(slot.path);
  for (const [pid, folder] of folders) {
    if (folder === real || folder.startsWith(real + path.sep)) return keep(`process ${pid} works in it`);
  }
  const { use } = await new SlotRecords().read(slot);
  if (use === 'gate') return remove('no process works in it, and it holds only what gates left');
  const { unfinished } = await readGitDir(slot);
  const [first] = unfinished;
  if (first !== undefined) return keepWork(`something is unfinished in it (${first})`);
  const status = await git.must(['status', '--porcelain', '--untracked-files=all', '-z'], { cwd: slot.path });
  const count = splitNul(status).length;
  if (count > 0) return keepWork(`it has uncommitted changes (${count} files)`);
  if (commit === null) return keep('it has no commit');
  const [holder] = await branchesWith(git, commit);
  if (holder === undefined) return keepWork(`its commit ${commit.slice(0, 10)} is on no branch`);
  return remove(`no process works in it, it is clean, and its commit is on ${holder}`);
}

async function planBranches(
  git: GitRunner,
  use: InUse,
  goingFolders: readonly string[],
): Promise<readonly CleanItem[]> {
  const format = '--format=%(refname)%00%(objectname)%00%(worktreepath)';
  const listed = (await git.must(['for-each-ref', format, 'refs/heads/tutti/'])).split('\n');
  const refs = listed.filter((line) => line !== '').map((line) => line.split('\0'));
  const all = new Set(refs.map(([ref = '']) => ref));
  const landed = new Map<string, ReadonlySet<string>>();
  const landedOn = async (integration: string): Promise<ReadonlySet<string>> => {
    const known = landed.get(integration);
    if (known !== undefined) return known;
    const args = ['for-each-ref', '--format=%(refname)', '--merged', integration, 'refs/heads/tutti/'];
    const found = new Set((await git.must(args)).split('\n'));
    landed.set(integration, found);
    return found;
  };
  const judge = async (ref: string, folder: string): Promise<Verdict> => {
    const integration = `${ref.split('/').slice(0, 4).join('/')}/integration`;
    if (ref === integration) return keep('it is the result of a run');
    if (ref.startsWith('refs/heads/tutti/restored/')) return keepWork('you restored it');
    if (use.branches.includes(shortName(ref))) return keep('a run uses it');
    if (folder !== '' && !goingFolders.includes(folder)) return keep(`it is checked out in ${folder}`);
    if (!all.has(integration)) return keepWork('its integration branch is gone');
    if (!(await landedOn(integration)).has(ref))
      return keepWork(`it has not landed on ${shortName(integration)}`);
    return remove(`it has landed on ${shortName(integration)}`);
  };
  const items = [];
  for (const [ref = '', commit = '', folder = ''] of refs) {
    items.push({ kind: 'branch', name: shortName(ref), commit, ...(await judge(ref, folder)) } as const);
  }
  return items;
}

async function planSnapshots(
  git: GitRunner,
  goingBranches: readonly string[],
): Promise<readonly CleanItem[]> {
  const items = [];
  for (const { ref, commit } of await listSnapshots(git)) {
    const holder = (await branchesWith(git, commit)).find((branch) => !goingBranches.includes(branch));
    const verdict =
      holder === undefined ? keepWork('what it holds is on no branch') : remove(`its commit is on ${holder}`);
    items.push({ kind: 'snapshot', name: ref, commit, ...verdict } as const);
  }
  return items;
}

async function planLeftovers(git: GitRunner, slots: Slots): Promise<readonly CleanItem[]> {
  const items: CleanItem[] = [];
  const entries = parseWorktreeList(await git.must(['worktree', 'list', '--porcelain', '-z']));
  for (const { path: folder, head, prunable } of entries) {
    if (!prunable || path.dirname(folder) !== slots.root) continue;
    items.push({ kind: 'leftover', name: folder, commit: head, ...remove('its folder is gone') });
  }
  const known = new Set(await slots.existing());
  const folders = await fs.readdir(slots.root).catch(() => []);
  for (const name of folders.filter((entry) => !known.has(entry))) {
    const folder = path.join(slots.root, name);
    if (entries.some((entry) => entry.path === folder && entry.prunable)) continue;
    const why = name === '.kept' ? 'files that no snapshot could hold' : 'not a worktree of this repository';
    items.push({ kind: 'leftover', name: folder, commit: null, ...keep(why) });
  }
  return items;
}

async function branchesWith(git: GitRunner, commit: ObjectId): Promise<readonly string[]> {
  const args = ['for-each-ref', '--format=%(refname)', '--contains', commit, 'refs/heads'];
  const refs = (await git.must(args)).split('\n').filter((ref) => ref !== '');
  return refs.map(shortName);
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}
