import { openProject } from '../../app/openProject.ts';
import { applyClean, diffOf, listUndo, planClean, undo as undoSnapshot } from '../../app/upkeep.ts';
import type { CommandContext } from '../commandSpec.ts';
import { printable } from '../../core/base/printable.ts';
import { plural } from '../../shared/dashboard/quantities.ts';

export async function diff(
  { terminal, cwd }: CommandContext,
  { task }: { readonly task: string },
): Promise<number> {
  terminal.print((await diffOf(await openProject(cwd), task)).trimEnd());
  return 0;
}

export async function undo(
  { terminal, cwd }: CommandContext,
  {
    snapshot,
    list,
    json,
  }: { readonly snapshot: string | null; readonly list: boolean; readonly json: boolean },
): Promise<number> {
  const project = await openProject(cwd);
  if (list) {
    const snapshots = await listUndo(project);
    if (json) terminal.print(JSON.stringify(snapshots, null, 2));
    else if (snapshots.length === 0)
      terminal.print('There is no snapshot: nothing was removed or reset yet.');
    else
      for (const { ref, subject } of snapshots)
        terminal.print(`${ref.slice(ref.lastIndexOf('/') + 1)}  ${printable(subject)}`);
    return 0;
  }
  const restored = await undoSnapshot(project, snapshot);
  terminal.print(
    json
      ? JSON.stringify(restored)
      : `brought back as ${printable(restored.place)} at ${restored.commit.slice(0, 8)}`,
  );
  return 0;
}

/** Says for each thing why it may go or why it stays; removes only with `apply`. Exit code 1: something did not go. */
export async function clean(
  { terminal, cwd }: CommandContext,
  { apply, json }: { readonly apply: boolean; readonly json: boolean },
): Promise<number> {
  const project = await openProject(cwd);
  const plan = await planClean(project);
  const outcomes = apply ? await applyClean(project, plan) : [];
  if (json) {
    terminal.print(JSON.stringify(apply ? outcomes : plan.items, null, 2));
    return outcomes.some(({ removed, item }) => item.action === 'remove' && !removed) ? 1 : 0;
  }
  if (plan.items.length === 0) terminal.print('There is nothing to clean.');
  for (const { kind, name, action, why } of apply
    ? plan.items.filter((item) => item.action === 'keep')
    : plan.items) {
    terminal.print(`${action.padEnd(7)} ${kind} ${printable(name)}: ${printable(why)}`);
  }
  for (const { item, removed, why, snapshot } of outcomes.filter(
    (outcome) => outcome.item.action === 'remove',
  )) {
    const note = removed ? (snapshot === null ? '' : ` (snapshot ${snapshot})`) : `: ${printable(why ?? '')}`;
    terminal.print(`${removed ? 'removed' : 'stayed '} ${item.kind} ${printable(item.name)}${note}`);
  }
  const safe = plan.items.filter(({ action }) => action === 'remove').length;
  if (!apply && safe > 0) terminal.print(`\n${plural(safe, 'thing')} can go: tutti clean --apply`);
  return outcomes.some(({ removed, item }) => item.action === 'remove' && !removed) ? 1 : 0;
}
