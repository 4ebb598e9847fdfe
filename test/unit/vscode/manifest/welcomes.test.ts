import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  planWelcomes,
  queueWelcomes,
  workerWelcomes,
  type Welcome,
} from '../../../../src/vscode/manifest/welcomes.ts';
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
        [true, false].flatMap((canResume) =>
          [true, false].map((hasResult) => ({
            ...{ ...common, isWorkspaceTrusted, 'tutti.obstacle': obstacle, 'tutti.runState': state },
            'tutti.canResume': canResume && state === 'idle',
            'tutti.hasResult': hasResult && state === 'idle',
          })),
        ),
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

  it('of the Merge Queue view are one at a time', () => {
    for (const context of [...situations(false), ...situations(true)])
      assert.equal(shown(queueWelcomes, context).length, 1, JSON.stringify(context));
  });

  it('offer what becomes of the work once a run is over', () => {
    const over = situations(true).find(
      (one) => one['tutti.hasResult'] === true && one['tutti.canResume'] === false,
    );
    assert.ok(over?.['tutti.obstacle'] === 'none' && over['tutti.runState'] === 'idle');
    for (const welcomes of [workerWelcomes, queueWelcomes]) {
      const text = shown(welcomes, over).join();
      const links = [...text.matchAll(/\(command:([\w.]+)/g)].map((link) => link[1]);
      assert.deepEqual(links.slice(0, 3), [
        'tutti.showReport',
        'tutti.bringToMyBranch',
        'tutti.createPullRequest',
      ]);
    }
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
