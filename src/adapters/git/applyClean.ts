import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { GitFault, RefFailure } from '../../core/engine/ports.ts';
import { assertNever } from '../../core/base/assertNever.ts';
import { SlotRecords } from './slotRecord.ts';
import { readable } from './localFiles.ts';
import type { CleanItem, CleanPlan, InUse } from './planClean.ts';
import { planClean } from './planClean.ts';
import type { RefWriter } from './refs.ts';
import { updateRefs } from './refs.ts';
import type { Slot, Slots } from './slots.ts';
import { keepCommit, takeSnapshot, writeSnapshotRef } from './snapshot.ts';

export interface CleanOutcome {
  readonly item: CleanItem;
  readonly removed: boolean;
  /** Why it stayed; null when it is gone. */
  readonly why: string | null;
  /** Snapshot that was written first. */
  readonly snapshot: string | null;
}

/**
 * Removes what a plan says may go, as far as the same facts still hold now. Of slots and branches a snapshot ref is
 * written first. A slot's ignored files (`node_modules`) go with it. `insisted`: what a person wants gone although it
 * is kept (`mayInsist`).
 */
export async function applyClean(
  writer: RefWriter,
  slots: Slots,
  {
    plan,
    use,
    insisted,
  }: { readonly plan: CleanPlan; readonly use: InUse; readonly insisted: readonly CleanItem[] },
): Promise<readonly CleanOutcome[]> {
  const now = await planClean(writer.git, slots, use);
  const outcomes: CleanOutcome[] = [];
  const safe = plan.items.filter((one) => one.action === 'remove');
  for (const item of [...safe, ...insisted]) {
    const current = now.items.find((one) => one.kind === item.kind && one.name === item.name);
    if (current === undefined) continue;
    const stays = current.action === 'keep' && !(current.mayInsist && insisted.includes(item));
    if (stays || current.commit !== item.commit) {
      const why = stays ? current.why : 'it has changed since';
      outcomes.push({ item, removed: false, why, snapshot: null });
      continue;
    }
    const removed = await removeItem(writer, slots, item);
    outcomes.push(
      removed.ok
        ? { item, removed: true, why: null, snapshot: removed.value }
        : { item, removed: false, why: removed.message, snapshot: null },
    );
  }
  return outcomes;
}

/** The snapshot ref that was written first. */
async function removeItem(
  writer: RefWriter,
  slots: Slots,
  item: CleanItem,
): Promise<Result<string | null, GitFault | RefFailure>> {
  switch (item.kind) {
    case 'slot':
      return removeSlot(writer, slots, item);
    case 'branch':
      return removeRef(writer, `refs/heads/${item.name}`, item);
    case 'snapshot':
      return removeRef(writer, item.name, item);
    case 'leftover': {
      const kept = item.commit === null ? success(null) : await keepCommit(writer, item.commit, 'leftover');
      if (!kept.ok) return kept;
      const removed = await writer.git.text(['worktree', 'remove', item.name]);
      return removed.ok ? kept : removed;
    }
    default:
      return assertNever(item.kind);
  }
}

async function removeSlot(
  writer: RefWriter,
  slots: Slots,
  item: CleanItem,
): Promise<Result<string | null, GitFault>> {
  const slot = await slots.find(item.name);
  if (slot === null) return success(null);
  if (item.mayInsist) return removeWithWork(writer, slot);
  const { use } = await new SlotRecords().read(slot);
  const kept = item.commit === null ? success(null) : await writeSnapshotRef(writer, slot.name, item.commit);
  if (!kept.ok) return kept;
  // Without force git looks once more, and refuses what is not clean.
  const force = use === 'gate' ? ['--force'] : [];
  const removed = await writer.git.text(['worktree', 'remove', ...force, slot.path]);
  return removed.ok ? kept : removed;
}

/** With what is not committed in the snapshot. */
async function removeWithWork(writer: RefWriter, slot: Slot): Promise<Result<string | null, GitFault>> {
  const kept = await takeSnapshot(writer, slot, 'before it was removed');
  if (!kept.ok) return kept;
  const [first] = kept.value.leftOut;
  if (first !== undefined) {
    const message = `${readable(first)} is too large for a snapshot: move it out of ${slot.path} first`;
    return failure<GitFault>({ reason: 'git-failed', message });
  }
  const removed = await writer.git.text(['worktree', 'remove', '--force', slot.path]);
  return removed.ok ? success(kept.value.ref) : removed;
}

async function removeRef(
  writer: RefWriter,
  ref: string,
  item: CleanItem,
): Promise<Result<string | null, GitFault | RefFailure>> {
  if (item.commit === null) return failure({ reason: 'git-failed', message: `${ref} is at no commit` });
  const kept =
    item.kind === 'branch' ? await writeSnapshotRef(writer, item.name, item.commit) : success(null);
  if (!kept.ok) return kept;
  const update = { ref, from: item.commit, to: null };
  const removed = await updateRefs(writer, [update]);
  return removed.ok ? kept : removed;
}
