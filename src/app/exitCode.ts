import type { RunStatus } from '../shared/status.ts';
import type { RunSummary } from './project.ts';

/** Of a run that is over: 130 when it was stopped and can go on by itself; 1 when something failed or needs a person. */
export function exitCodeOf({ state, tasks }: RunStatus): RunSummary['exitCode'] {
  if (state === 'done') return 0;
  return state === 'stopped' && tasks.every((task) => task.state !== 'needs-you') ? 130 : 1;
}
