import { minutesText, plural } from '../../shared/dashboard/quantities.ts';
import { waitingForPerson } from '../../core/projections/attention.ts';
import { timeLeftMs } from '../../core/projections/runFacts.ts';
import { isUnderWay } from '../../shared/runState.ts';
import { progress } from '../views/headline.ts';
import type { WindowModel } from '../views/windowModel.ts';

/** How the window's runs are, in one item of the status bar; the worst of them speaks. */
export interface Health {
  readonly state: 'idle' | 'running' | 'paused' | 'needs-you' | 'halted';
  /** With codicons. */
  readonly text: string;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** Null without a plan: then there is nothing to say. */
export function health({ folders, now }: WindowModel): Health | null {
  const statuses = folders.flatMap(({ status }) => status ?? []);
  if (statuses.length === 0 && folders.every(({ plans }) => plans.length === 0)) return null;
  const counted = progress(folders);
  const count = counted === null ? '' : `${counted.done}/${counted.total}`;
  const landed = counted === null ? '' : `${counted.done} of ${plural(counted.total, 'task')} landed`;
  const told = (state: Health['state'], icon: string, said: readonly string[]): Health => ({
    state,
    text: [`$(${icon})`, said.filter((part) => part !== '').join(' · ')].join(' ').trimEnd(),
    spoken: ['Tutti', spokenStates[state], landed].filter((part) => part !== '').join(', '),
  });
  if (statuses.some(({ state }) => state === 'halted')) return told('halted', 'error', ['Halted']);
  const needs = statuses.reduce((sum, status) => sum + waitingForPerson(status).length, 0);
  if (needs > 0) {
    const said = told('needs-you', 'bell-dot', [`${needs} ${needs === 1 ? 'needs' : 'need'} you`, count]);
    return { ...said, spoken: `Tutti, ${plural(needs, 'task')} waiting for you, ${landed}` };
  }
  const live = statuses.filter(({ state }) => isUnderWay(state));
  if (live.some(({ state }) => state !== 'paused')) {
    const left = live.flatMap((status) => timeLeftMs(status, now) ?? []);
    const longest = left.length === 0 ? '' : `${minutesText(Math.max(...left))} left`;
    return told('running', 'sync~spin', [count, longest]);
  }
  if (live.length > 0) return told('paused', 'debug-pause', [count, 'paused']);
  return told('idle', 'organization', [count]);
}

const spokenStates: Readonly<Record<Health['state'], string>> = {
  idle: 'no run',
  running: 'running',
  paused: 'paused',
  'needs-you': 'waiting for you',
  halted: 'halted',
};
