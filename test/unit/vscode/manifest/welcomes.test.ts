import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { planWelcomes, workerWelcomes, type Welcome } from '../../../../src/vscode/manifest/welcomes.ts';
import { holds, type ContextValues } from '../../../support/whenClause.ts';

const obstacles = ['none', 'noGit', 'noCommit', 'gitFault', 'worktree', 'noAgent', 'problem'];
const runStates = ['idle', 'running', 'paused', 'draining', 'halted'];

function shown(welcomes: readonly Welcome[], context: ContextValues): readonly string[] {
  return welcomes.filter(({ when }) => holds(when, context)).map(({ contents }) => contents);
}

function situations(hasPlan: boolean): readonly ContextValues[] {
  const common = { workbenchState: 'folder', 'tutti.loaded': true, 'tutti.hasPlan': hasPlan };
  return [true, false].flatMap((isWorkspaceTrusted) =>
    obstacles.flatMap((obstacle) =>
      runStates.flatMap((state) =>
        [true, false].map((canResume) => ({
          ...{ ...common, isWorkspaceTrusted, 'tutti.obstacle': obstacle, 'tutti.runState': state },
          'tutti.canResume': canResume && state === 'idle',
        })),
      ),
    ),
  );
}

describe('The welcomes', () => {
  it('of the Plan view are one at a time, whatever is in the way', () => {
    for (const context of situations(false))
      assert.equal(shown(planWelcomes, context).length, 1, JSON.stringify(context));
    const empty = { workbenchState: 'empty', isWorkspaceTrusted: true };
    assert.match(shown(planWelcomes, empty).join(), /^No folder is open\./);
  });

  it('of the Workers view are one at a time, with a plan as without', () => {
    for (const context of [...situations(false), ...situations(true)])
      assert.equal(shown(workerWelcomes, context).length, 1, JSON.stringify(context));
  });

  it('lead to what the folder lacks', () => {
    const first = (obstacle: string): string => {
      const [context] = situations(false).filter((one) => one['tutti.obstacle'] === obstacle);
      assert.ok(context !== undefined);
      return /\(command:([\w.]+)/.exec(shown(planWelcomes, context).join())?.[1] ?? '';
    };
    assert.deepEqual(obstacles.map(first), [
      'tutti.newPlan',
      'git.init',
      'workbench.view.scm',
      'tutti.doctor',
      'tutti.openMainWorkspace',
      'tutti.setUpAgents',
      'tutti.openConfig',
    ]);
  });
});
