import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import { hourAndMinuteText, plural } from '../../shared/dashboard/quantities.ts';
import type { RunStatus } from '../../shared/status.ts';
import type { HostServices } from '../hostServices.ts';
import { viewIds, type ViewId } from '../manifest/views.ts';
import { plainWords } from '../plainWords.ts';
import { ActivityRows } from './activityRows.ts';
import { headline } from './headline.ts';
import { LiveTree, type LiveTreeOptions } from './liveTree.ts';
import { PlanRows } from './planRows.ts';
import { QueueDragAndDrop } from './queueDragAndDrop.ts';
import { entriesOf, QueueRows } from './queueRows.ts';
import { rowCommand } from './rowCommands.ts';
import { RowKeeper } from './rowKeeper.ts';
import { registerRowMarks } from './rowMarks.ts';
import { rowTooltip } from './rowTooltips.ts';
import type { WindowModel } from './windowModel.ts';
import type { WindowWatch } from './windowWatch.ts';
import { WorkerRows, workersOf } from './workerRows.ts';

export interface Views extends Disposable {
  isPlanSeen(): boolean;
}

/** The four views of the container, and what stands above their rows. */
export function registerViews(services: HostServices, watch: WindowWatch): Views {
  const disposables = new DisposableStore();
  const model = (): WindowModel => watch.model();
  const keeper = new RowKeeper();
  const resolve: LiveTreeOptions['resolve'] = (item, row) => {
    // What is cut off in the row can be read in full.
    item.tooltip = rowTooltip(row, model()) ?? item.accessibilityInformation?.label;
    item.command = rowCommand(row) ?? undefined;
    return item;
  };
  const treeOf = (id: ViewId, options: Omit<LiveTreeOptions, 'keeper' | 'resolve'>): LiveTree => {
    const tree = disposables.add(new LiveTree(id, { keeper, resolve, ...options }));
    services.selection.add(id, tree.view);
    return tree;
  };
  disposables.add(registerRowMarks());
  const plan = treeOf(viewIds.plan, { source: new PlanRows(model, keeper), canSelectMany: true });
  const workers = treeOf(viewIds.workers, {
    source: new WorkerRows(model, keeper),
    description: () => count(model(), workersOf, 'at work'),
  });
  const queue = treeOf(viewIds.queue, {
    source: new QueueRows(model, keeper),
    description: () => count(model(), entriesOf, 'waiting'),
    dragAndDrop: new QueueDragAndDrop(services),
  });
  const activity = treeOf(viewIds.activity, {
    source: new ActivityRows(model, keeper, (at) => hourAndMinuteText(Date.parse(at))),
  });
  const show = (now: WindowModel): void => {
    showHeadline(now, plan.view);
    for (const tree of [plan, workers, queue, activity]) tree.refresh();
  };
  disposables.add(watch.onBeat(show));
  show(watch.model());
  return { isPlanSeen: () => plan.view.visible, dispose: () => disposables.dispose() };
}

type View = Pick<vscode.TreeView<unknown>, 'description' | 'message' | 'badge'>;

function showHeadline(model: WindowModel, plan: View): void {
  const { description, message, needsYou } = headline(model);
  plan.description = description;
  plan.message = plainWords(message);
  plan.badge =
    needsYou === 0 ? undefined : { value: needsYou, tooltip: `${plural(needsYou, 'task')} waiting for you` };
}

function count(
  { folders }: WindowModel,
  of: (status: RunStatus | null) => readonly unknown[],
  what: string,
): string {
  const sum = folders.reduce((total, { status }) => total + of(status).length, 0);
  return sum === 0 ? '' : `${sum} ${what}`;
}
