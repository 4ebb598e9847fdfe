import * as path from 'node:path';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { GitFault, ObjectId } from '../../core/engine/ports.ts';
import type { GitRunner } from './gitRunner.ts';
import type { RefWriter } from './refs.ts';
import { updateRefs } from './refs.ts';
import type { Slot } from './slots.ts';
import { snapshotRefs } from './snapshot.ts';

export interface Snapshot {
  readonly ref: string;
  readonly commit: ObjectId;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** Slot that it is of; null for a branch's tip or a loose commit. */
  readonly slot: string | null;
  readonly subject: string;
}

export type RestoreTarget = { readonly kind: 'branch' } | { readonly kind: 'slot'; readonly slot: string };

export interface Restored {
  /** Name of the branch, or folder of the slot. */
  readonly place: string;
  readonly commit: ObjectId;
}

export type RestoreFailure =
  | GitFault
  | { readonly reason: 'no-such-snapshot'; readonly message: string }
  | { readonly reason: 'not-owner'; readonly message: string };

export async function listSnapshots(git: GitRunner): Promise<readonly Snapshot[]> {
  const fields = ['%(refname)', '%(objectname)', '%(subject)', '%(trailers:key=Tutti-Slot,valueonly)'];
  const text = await git.must(['for-each-ref', `--format=${fields.join('%1f')}%1e`, snapshotRefs]);
  return text
    .split('\x1e')
    .map((line) => line.trim().split('\x1f'))
    .filter(([ref]) => ref !== undefined && ref !== '')
    .map(([ref = '', commit = '', subject = '', slot = '']) => ({
      ref,
      commit,
      subject,
      slot: slot.trim() === '' ? null : slot.trim(),
      takenAt: timeOf(ref),
    }))
    .sort((one, other) => (one.ref < other.ref ? 1 : -1));
}

/** Makes a branch `tutti/restored/<snapshot>` of it. */
export async function restoreAsBranch(
  writer: RefWriter,
  ref: string,
): Promise<Result<Restored, RestoreFailure>> {
  const parts = await readSnapshot(writer.git, ref);
  if (!parts.ok) return parts;
  const { commit } = parts.value;
  for (let count = 1; ; count += 1) {
    const branch = `tutti/restored/${path.posix.basename(ref)}${count === 1 ? '' : `-${count}`}`;
    const update = { ref: `refs/heads/${branch}`, from: null, to: commit };
    const made = await updateRefs(writer, [update]);
    if (made.ok) return success({ place: branch, commit });
    if (made.reason !== 'ref-moved') return failure({ reason: made.reason, message: made.message });
    if (count === 100) return failure({ reason: 'git-failed', message: made.message });
  }
}

export interface SnapshotParts {
  readonly commit: ObjectId;
  /** What HEAD was at. */
  readonly head: ObjectId;
  /** Commit whose tree is the index; null when there is only a commit, or the index could not be kept. */
  readonly index: ObjectId | null;
}

export async function readSnapshot(
  git: GitRunner,
  ref: string,
): Promise<Result<SnapshotParts, RestoreFailure>> {
  const known = (await listSnapshots(git)).find((snapshot) => snapshot.ref === ref);
  if (known === undefined) {
    return failure({ reason: 'no-such-snapshot', message: `there is no snapshot ${ref}` });
  }
  const { commit } = known;
  if (known.slot === null) return success({ commit, head: commit, index: null });
  const line = await git.text(['rev-list', '--parents', '--no-walk', commit]);
  if (!line.ok) return line;
  const [, head = commit, index = null] = line.value.trim().split(' ');
  return success({ commit, head, index });
}

/** Files and index of a snapshot into a slot that is clean at its HEAD. */
export async function fillSlot(
  git: GitRunner,
  slot: Slot,
  { commit, head, index }: SnapshotParts,
): Promise<Result<void, GitFault>> {
  const call = { cwd: slot.path };
  const filled = await git.text(['read-tree', '--reset', '-u', commit], call);
  if (!filled.ok) return filled;
  const staged = await git.text(['read-tree', '--reset', index ?? head], call);
  if (!staged.ok) return staged;
  // 1: some files differ from the index, as they should.
  await git.run(['update-index', '-q', '--refresh'], call);
  return success(undefined);
}

/** `20261120-142231-120-slot` → ISO. */
function timeOf(ref: string): string {
  const match = /(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-(\d{3})/.exec(path.posix.basename(ref));
  if (match === null) return '';
  const [, year, month, day, hour, minute, second, millis] = match.map(String);
  return `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}.${millis ?? ''}Z`;
}
