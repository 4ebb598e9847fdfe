import type { ScenarioAttempt, ScenarioStep } from '../../../../src/shared/scenario.ts';
import type { InsideSession } from '../../support/insideSession.ts';
import { createPlanWorkspace } from '../../support/planWorkspace.ts';

const atOnce = 30;
const tasks = 1_000;

/** Thirty agents that talk four times a second until somebody lets them end, in a plan of 1,000 tasks. */
export const session: InsideSession = {
  prepare: () => {
    const first = Array.from({ length: atOnce }, (_, index) => `1.${String(index + 1)}`);
    const later = Array.from({ length: tasks - atOnce }, (_, index) => `2.${String(index + 1)}`);
    const lines = [
      ...first.map((id) => `- [ ] ${id} Talk`),
      ...later.map((id, index) => `- [ ] ${id} Follow (depends: ${first[index % atOnce] ?? ''})`),
    ];
    const limits = { run: atOnce, default: atOnce, providers: { local: atOnce } };
    const workspace = createPlanWorkspace(`# Many\n\n${lines.join('\n')}\n`, {
      config: { verify: ['true'], limits, pools: { default: { max: atOnce } } },
    });
    const words = Array.from({ length: 240 }, (_, index): readonly ScenarioStep[] => [
      { do: 'say', text: `line ${String(index)} of what an agent says while it works` },
      { do: 'usage', inputTokens: 10, outputTokens: 10 },
      { do: 'wait', ms: 250 },
    ]);
    const attempts: readonly ScenarioAttempt[] = [
      { steps: [...words.flat(), { do: 'waitFor', path: workspace.door('end') }] },
    ];
    workspace.scenario(Object.fromEntries(first.map((id) => [id, attempts])));
    return workspace;
  },
};
