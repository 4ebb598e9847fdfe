import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { GitFault, RefFailure } from '../../core/engine/ports.ts';
import { assertNever } from '../../core/base/assertNever.ts';
import { SlotRecords } from './slotRecord.ts';
import type { CleanItem, CleanPlan, InUse } from './planClean.ts';
import { planClean } from './planClean.ts';
import type { RefWriter } from './refs.ts';
import { updateRefs } from './refs.ts';
import type { Slots } from './slots.ts';
import { keepCommit, writeSnapshotRef } from './snapshot.ts';

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
 * written first. A slot's ignored files (`node_modules`) go with it.
 */
export async function applyClean(
  writer: RefWriter,
  slots: Slots,
  { plan, use }: { readonly plan: CleanPlan; readonly use: InUse },
): Promise<readonly CleanOutcome[]> {
  const now = await planClean(writer.git, slots, use);
  const outcomes: CleanOutcome[] = [];
  for (const item of plan.items.filter((one) => one.action === 'remove')) {
    const current = now.items.find((one) => one.kind === item.kind && one.name === item.name);
    if (current === undefined) continue;
    if (current.action === 'keep' || current.commit !== item.commit) {
      const why = current.action === 'keep' ? current.why : 'it has changed since';
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
  const { use } = await new SlotRecords().read(slot);
  const kept = item.commit === null ? success(null) : await writeSnapshotRef(writer, slot.name, item.commit);
  if (!kept.ok) return kept;
  // Without force git looks once more, and refuses what is not clean.
  const force = use === 'gate' ? ['--force'] : [];
  const removed = await writer.git.text(['worktree', 'remove', ...force, slot.path]);
  return removed.ok ? kept : removed;
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
