import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { appendHistory } from '../../../src/adapters/store/runFolders.ts';
import { PlanSubject } from '../../../src/app/dashboardSubject.ts';
import { dryRun } from '../../../src/app/dryRun.ts';
import { PastAttempts } from '../../../src/app/pastAttempts.ts';
import type { Project } from '../../../src/app/project.ts';
import { resolveConfig } from '../../../src/core/config/resolve.ts';
import { checkPlan } from '../../../src/core/graph/checkPlan.ts';
import { pastAttempt } from '../../support/pastAttempt.ts';

const names = { agents: ['claude'], pools: ['default'], skills: null };
const text = '# Plan\n\n- [ ] 1 One\n';
const checked = checkPlan(text, { path: 'plan.md', names });

describe('A dashboard about plans', () => {
  let folder: string;
  let project: Project;
  let past: PastAttempts;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-subject-'));
    const resolved = resolveConfig({}, { cores: 2 });
    assert.ok(resolved.ok);
    const stateFolder = join(folder, '.tutti');
    mkdirSync(stateFolder);
    project = { root: folder, stateFolder, config: resolved.value } as Project;
    past = new PastAttempts(stateFolder);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const about = (plans = [checked]): PlanSubject =>
    new PlanSubject({ plans, project }, null, () => past.lines());

  const finish = (count: number): void => {
    const about = { durationMs: 120_000, estimateMs: 60_000 };
    const lines = Array.from({ length: count }, (_, index) => pastAttempt({ ...about, task: String(index) }));
    appendHistory(project.stateFolder, lines);
  };

  it('forecasts them by the past, as a dry run does', async () => {
    finish(5);
    writeFileSync(join(folder, 'plan.md'), text);
    const options = { plans: ['plan.md'], cwd: folder, agent: null, max: null, base: null };
    const { forecast } = await dryRun(project, { ...options, fresh: false, into: null, attended: true });
    const view = about().view(0);
    assert.equal(view.forecast?.wallMs.expected, forecast.wallMs);
    assert.deepEqual(
      view.forecast.tasks.map(({ basis }) => basis),
      ['5 past tasks of claude, off by 0 %'],
    );
    assert.equal(view.metrics.charts[0]?.id, 'trend-throughput');
  });

  it('has another view only when there is something new, or its forecast begins in the past', () => {
    const subject = about();
    const first = subject.view(0);
    assert.equal(subject.view(1_000), first);
    subject.show({ plans: [checked], project });
    assert.equal(subject.view(2_000), first);
    finish(5);
    const learned = subject.view(3_000);
    assert.notEqual(learned.forecast, first.forecast);
    assert.deepEqual(learned.forecast?.tasks[0]?.startAt, 3_000);
    assert.deepEqual(subject.view(600_000).forecast?.tasks[0]?.startAt, 600_000);
  });

  it('has no forecast of those that could not be run', () => {
    const broken = checkPlan('# Plan\n\n- [ ] 1.1 One (depends: 9.9)\n', { path: 'plan.md', names });
    assert.equal(about([broken]).view(0).forecast, null);
    assert.equal(about([checked, checked]).view(0).forecast, null);
  });
});
