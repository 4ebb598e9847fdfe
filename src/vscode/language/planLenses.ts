import { countLandedTasks, type PlanView } from '../../shared/planView.ts';
import { isUnderWay } from '../../shared/runState.ts';
import type { RunStateWord } from '../../shared/status.ts';
import { withIcon } from './lensTitle.ts';

export interface PlanLensText {
  readonly title: string;
  readonly tooltip: string;
  readonly action: 'run' | 'runReady' | 'resume' | 'showStatus';
}

/** What stands above a plan; `run`: state of the latest run, null when it does not have the plan. */
export function planLenses(view: PlanView, run: RunStateWord | null): readonly PlanLensText[] {
  const progress = `${String(countLandedTasks(view))} of ${String(view.total)} landed`;
  if (run !== null && isUnderWay(run)) {
    return [{ title: `${run} · ${progress}`, tooltip: 'Show the run', action: 'showStatus' }];
  }
  const open = view.total - view.done;
  if (open === 0) return [];
  const ready = [...view.tasks.values()].filter(({ kind, state }) => kind !== 'group' && state === 'ready');
  const runPlan: PlanLensText = {
    title: withIcon('run-all', 'Run Plan'),
    tooltip: `${progress}; runs all the others in their order`,
    action: 'run',
  };
  const resume: PlanLensText = {
    title: withIcon('debug-continue', 'Resume'),
    tooltip: `${progress}; goes on where the run was interrupted`,
    action: 'resume',
  };
  const runReady: PlanLensText = {
    title: withIcon('play', `Run ${String(ready.length)} Ready`),
    tooltip: 'Run only what waits for nothing',
    action: 'runReady',
  };
  return [
    run === 'stopped' ? resume : runPlan,
    ...(ready.length === 0 || ready.length === open ? [] : [runReady]),
  ];
}
