import type { Disposable } from '../core/base/disposable.ts';
import { waitingForPerson } from '../core/projections/attention.ts';
import { countLanded } from '../core/projections/runFacts.ts';
import { isUnderWay } from '../shared/runState.ts';
import type { RunStateWord, RunStatus } from '../shared/status.ts';
import { ContextKeySetter, type ContextKeys } from './contextKeys.ts';
import type { HostServices } from './hostServices.ts';
import { entriesOf } from './views/queueRows.ts';
import type { FolderModel, WindowModel } from './views/windowModel.ts';
import type { WindowWatch } from './views/windowWatch.ts';

/** So many plans are parsed to know whether something could start; with more it is taken for granted. */
const maxPlansRead = 20;

/** Keeps the context keys at what the window shows. */
export function publishContextKeys({ repositories }: HostServices, watch: WindowWatch): Disposable {
  const keys = new ContextKeySetter();
  const publish = (model: WindowModel): void => {
    const { folders } = model;
    const statuses = folders.flatMap(({ status }) => status ?? []);
    keys.set(
      'tutti.hasPlan',
      folders.some(({ plans }) => plans.length > 0),
    );
    keys.set('tutti.runState', runState(statuses.map(({ state }) => state)));
    keys.set(
      'tutti.canResume',
      statuses.some(({ state }) => state === 'stopped' || state === 'halted'),
    );
    keys.set('tutti.hasResult', statuses.some(hasResult));
    keys.set('tutti.hasReady', folders.some(hasReady));
    keys.set('tutti.obstacle', obstacle(folders));
    keys.set(
      'tutti.queueSize',
      statuses.reduce((sum, status) => sum + entriesOf(status).length, 0),
    );
    keys.set(
      'tutti.needsYou',
      statuses.reduce((sum, status) => sum + waitingForPerson(status).length, 0),
    );
    keys.set(
      'tutti.planFiles',
      repositories.all().flatMap(({ plans }) => plans.all().map((uri) => uri.fsPath)),
    );
  };
  publish(watch.model());
  return watch.onBeat((model) => {
    publish(model);
    keys.set('tutti.loaded', true);
  });
}

/** Of several runs, the one that can be steered. */
function runState(states: readonly RunStateWord[]): ContextKeys['tutti.runState'] {
  const order: readonly ContextKeys['tutti.runState'][] = ['running', 'draining', 'paused', 'halted'];
  const live = states.filter((state) => isUnderWay(state) || state === 'halted');
  return order.find((state) => live.some((known) => known === state)) ?? 'idle';
}

function hasResult(status: RunStatus): boolean {
  return (status.state === 'done' || status.state === 'failed') && countLanded(status).landed > 0;
}

/** Nothing is in the way as long as one folder can play. */
function obstacle(folders: readonly FolderModel[]): ContextKeys['tutti.obstacle'] {
  if (folders.some((folder) => folder.obstacle === 'none')) return 'none';
  return folders[0]?.obstacle ?? 'none';
}

function hasReady({ status, plans }: FolderModel): boolean {
  if (status !== null && isUnderWay(status.state)) return status.tasks.some(({ state }) => state === 'ready');
  if (plans.length > maxPlansRead) return true;
  return plans.some(({ view }) => [...(view()?.tasks.values() ?? [])].some(({ state }) => state === 'ready'));
}
