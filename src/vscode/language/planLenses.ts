import type { PlanView } from '../../shared/planView.ts';
import type { RunStateWord } from '../../shared/status.ts';

export interface PlanLensText {
  readonly title: string;
  readonly tooltip: string;
  readonly action: 'run' | 'runReady' | 'showStatus';
}

/** What stands above a plan; `run`: state of the run that goes on with it, null when none does. */
export function planLenses(view: PlanView, run: RunStateWord | null): readonly PlanLensText[] {
  const progress = `${String(view.done)} of ${String(view.total)} landed`;
  if (run !== null) {
    return [{ title: `${run} · ${progress}`, tooltip: 'Show the run', action: 'showStatus' }];
  }
  const open = view.total - view.done;
  if (open === 0) return [];
  const ready = [...view.tasks.values()].filter(({ kind, state }) => kind !== 'group' && state === 'ready');
  const runPlan: PlanLensText = {
    title: '$(run-all) Run Plan',
    tooltip: `${progress}; runs all the others in their order`,
    action: 'run',
  };
  if (ready.length === 0 || ready.length === open) return [runPlan];
  const runReady: PlanLensText = {
    title: `$(play) Run ${String(ready.length)} Ready`,
    tooltip: 'Run only what waits for nothing',
    action: 'runReady',
  };
  return [runPlan, runReady];
}
