import * as vscode from 'vscode';
import type { SizeOnDisk } from '../../app/upkeep.ts';
import { applyClean, planClean, slotBytes, type CleanItem, type CleanOutcome } from '../../app/upkeep.ts';
import type { Project } from '../../app/project.ts';
import { bytesText, plural } from '../../shared/dashboard/quantities.ts';
import { UserError } from '../../core/base/userError.ts';
import { pickMany, separator, type PickItem } from '../commands/pickLive.ts';
import { isLive } from '../commands/steer.ts';
import type { Repository } from '../repository/repository.ts';

const maxNamed = 10;
const remove = 'Delete';

/** Lets a person choose what goes of what runs left behind: what is safe is ticked, unlanded work is not. */
export async function cleanUp(repository: Repository): Promise<void> {
  if (isLive(repository)) throw new UserError('A run is going on here: stop it before you clean up.', 1);
  const project = repository.requireProject();
  const { items } = await planClean(project);
  const offered = items.filter(({ action, mayInsist }) => action === 'remove' || mayInsist);
  if (offered.length === 0) {
    const stays = items.length === 0 ? '' : ` ${plural(items.length, 'thing')} that runs use or made stay.`;
    void vscode.window.showInformationMessage(`There is nothing to clean up.${stays}`);
    return;
  }
  const picked = await pick(project, offered);
  if (picked === null) return;
  const unlanded = picked.filter(({ action }) => action === 'keep');
  if (unlanded.length > 0 && !(await confirmLoss(unlanded))) return;
  const safe = picked.filter(({ action }) => action === 'remove');
  const outcomes = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Cleaning up' },
    () => applyClean(project, { items: safe }, unlanded),
  );
  report(outcomes);
}

async function pick(project: Project, offered: readonly CleanItem[]): Promise<readonly CleanItem[] | null> {
  const sizes = new Map<string, SizeOnDisk>();
  let isOver = false;
  const measure = async (changed: () => void): Promise<void> => {
    for (const { kind, name } of offered) {
      const size = kind === 'slot' ? await slotBytes(project, name) : null;
      if (isOver) return;
      if (size === null) continue;
      sizes.set(name, size);
      changed();
    }
  };
  const safe = offered.filter(({ action }) => action === 'remove');
  const picked = await pickMany<CleanItem>({
    title: 'Clean Up Worktrees and Branches',
    placeholder: 'What goes? A snapshot of each worktree and branch is kept.',
    items: () => [
      ...section('safe to remove', safe, sizes),
      ...section(
        'not merged: only if you are sure',
        offered.filter(({ action }) => action === 'keep'),
        sizes,
      ),
    ],
    changes: (listener) => {
      void measure(listener);
      return { dispose: () => (isOver = true) };
    },
    preferred: safe.map(keyOf),
  });
  isOver = true;
  return picked;
}

const icons = { slot: 'folder', branch: 'git-branch', snapshot: 'history', leftover: 'question' } as const;
const words = { slot: 'worktree', branch: 'branch', snapshot: 'snapshot', leftover: 'left behind' } as const;

function section(
  title: string,
  items: readonly CleanItem[],
  sizes: ReadonlyMap<string, SizeOnDisk>,
): readonly PickItem<CleanItem>[] {
  if (items.length === 0) return [];
  return [
    separator<CleanItem>(title),
    ...items.map((item) => {
      const size = item.kind === 'slot' ? sizes.get(item.name) : undefined;
      const facts = [
        words[item.kind],
        ...(size === undefined ? [] : [`${size.atLeast ? 'over ' : ''}${bytesText(size.bytes)}`]),
        ...(item.action === 'keep' ? ['unmerged'] : []),
      ];
      return {
        key: keyOf(item),
        label: `$(${icons[item.kind]}) ${shortName(item)}`,
        description: facts.join(' · '),
        detail: item.why,
        value: item,
      };
    }),
  ];
}

/** A modal, as there is something to lose. */
async function confirmLoss(items: readonly CleanItem[]): Promise<boolean> {
  const named = items.slice(0, maxNamed).map((item) => `${shortName(item)}: ${item.why}`);
  const more = items.length > maxNamed ? [`and ${String(items.length - maxNamed)} more`] : [];
  const forGood = items.some(({ kind }) => kind === 'snapshot')
    ? 'Snapshots are gone for good.'
    : 'A snapshot of each is kept: "Tutti: Restore Snapshot" brings it back.';
  const button = await vscode.window.showWarningMessage(
    `Delete ${plural(items.length, 'thing')} with work that is nowhere else?`,
    { modal: true, detail: [...named, ...more, '', forGood].join('\n') },
    remove,
  );
  return button === remove;
}

function report(outcomes: readonly CleanOutcome[]): void {
  const removed = outcomes.filter((outcome) => outcome.removed).length;
  const stayed = outcomes.filter((outcome) => !outcome.removed);
  const [first] = stayed;
  if (first === undefined) {
    void vscode.window.showInformationMessage(`Removed ${plural(removed, 'thing')}.`);
    return;
  }
  const others = stayed.length > 1 ? `, and ${String(stayed.length - 1)} more stayed` : '';
  void vscode.window.showWarningMessage(
    `Removed ${plural(removed, 'thing')}. ${shortName(first.item)} stayed: ${first.why ?? 'git refused'}${others}.`,
  );
}

function keyOf({ kind, name }: CleanItem): string {
  return `${kind} ${name}`;
}

function shortName({ kind, name }: CleanItem): string {
  return kind === 'snapshot' || kind === 'leftover' ? (name.split(/[\\/]/).at(-1) ?? name) : name;
}
