import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { Project, RunHandle } from '../../../../src/app/project.ts';
import { checkPlan } from '../../../../src/core/graph/checkPlan.ts';
import { PanelSubject } from '../../../../src/vscode/dashboard/panelSubject.ts';
import { FakeRun } from '../../../support/fakeRun.ts';

const names = { agents: ['claude'], pools: ['default'], skills: null };
const project = { root: '/repo', stateFolder: '/repo/.tutti' } as Project;

function plan(path: string) {
  const text = '# Plan\n\n- [ ] 1 One\n';
  return { uri: `file:///repo/${path}`, path, text, ...checkPlan(text, { path, names }) };
}

describe('What the panel of a dashboard is about', () => {
  const plans = [plan('a.md'), plan('b.md')];
  let shown: string[];
  let followed: FakeRun[];
  /** By the path of a plan. */
  let runs: Map<string, string>;

  beforeEach(() => {
    shown = [];
    followed = [];
    runs = new Map();
  });

  const feed = {
    showRun: ({ run }: RunHandle) => void shown.push(run),
    showPlans: (of: { readonly plans: readonly { readonly plan: { readonly path: string } }[] }) =>
      void shown.push(of.plans.map((one) => one.plan.path).join(' ')),
  };

  function panel(name: string | null) {
    const subject = new PanelSubject(name === null ? null : `file:///repo/${name}`, (_, run) => {
      followed.push(new FakeRun(run));
      return followed.at(-1) ?? assert.fail();
    });
    const look = (handle: RunHandle | null, place: Project | null = project) =>
      subject.show(feed, { project: place, handle, plans, runOf: (path) => runs.get(path) ?? null });
    return { subject, look };
  }

  it('is the run of the repository, before the first all plans, when no plan was asked for', () => {
    const { look } = panel(null);
    look(null);
    look(new FakeRun('run-a'));
    assert.deepEqual(shown, ['a.md b.md', 'run-a']);
  });

  it('is a plan that was asked for, though another one was run, until it is run itself', () => {
    const { look } = panel('b.md');
    runs.set('a.md', 'run-a');
    look(new FakeRun('run-a'));
    runs.set('b.md', 'run-b');
    look(new FakeRun('run-b'));
    assert.deepEqual(shown, ['b.md', 'run-b']);
    assert.equal(followed.length, 0);
  });

  it('is the own latest run of a plan that was asked for, followed once and let go of', () => {
    const { subject, look } = panel('a.md');
    runs.set('a.md', 'run-a').set('b.md', 'run-b');
    look(new FakeRun('run-b'));
    look(new FakeRun('run-b'));
    assert.deepEqual([shown, followed.length], [['run-a', 'run-a'], 1]);
    subject.plan = 'file:///repo/b.md';
    look(new FakeRun('run-b'));
    assert.deepEqual([shown.at(-1), followed[0]?.calls], ['run-b', ['dispose']]);
    subject.plan = 'file:///repo/a.md';
    look(new FakeRun('run-b'));
    subject.dispose();
    assert.deepEqual(followed[1]?.calls, ['dispose']);
  });

  it('is the repository again when the plan is gone, and follows nothing where nothing may run', () => {
    const gone = panel('c.md');
    gone.look(new FakeRun('run-a'));
    const untrusted = panel('a.md');
    runs.set('a.md', 'run-a');
    untrusted.look(null, null);
    assert.deepEqual(shown, ['run-a', 'a.md']);
    assert.equal(followed.length, 0);
  });
});
