import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { attemptsCompared, planChanges, taskChanges, type WorkChanges } from '../../../src/app/changes.ts';
import { FileReader } from '../../../src/app/fileReader.ts';
import { openProject } from '../../../src/app/openProject.ts';
import type { Project } from '../../../src/app/project.ts';
import { UserError } from '../../../src/core/base/userError.ts';
import { createCliRig, type CliRig } from '../../support/cliRig.ts';
import { until } from '../../support/until.ts';

const write = (path: string, text: string) => ({ do: 'write', path, text }) as const;

describe('The changes of a task', function () {
  this.timeout(120_000);
  let rig: CliRig;
  let project: Project;

  beforeEach(async () => {
    rig = createCliRig({
      'plan.md': '# P\n\n- [ ] A1 One\n- [ ] A2 Two (depends: A1)\n',
      'tutti.json': JSON.stringify({ agent: 'script', verify: ['test -f good.txt'] }),
      'old.txt': 'one\ntwo\nthree\n',
    });
    rig.scenario({
      A1: [
        { steps: [write('README.md', 'changed\n'), write('größe.txt', 'new\n')] },
        { when: 'gate failed', steps: [write('good.txt', 'x\n'), write('größe.txt', 'newer\n')] },
      ],
      A2: [{ steps: [write('two.txt', '2\n')] }],
    });
    project = await openProject(rig.repo.folder);
  });

  afterEach(() => {
    rig.dispose();
  });

  async function picture({ files }: WorkChanges): Promise<readonly string[]> {
    const reader = new FileReader(project);
    try {
      const lines = files.map(async ({ path, oldPath, before, after }) => {
        const [left, right] = await Promise.all([
          before === null ? '-' : reader.read(before, oldPath),
          after === null ? '-' : reader.read(after, path),
        ]);
        return `${path}: ${left.trim()} > ${right.trim()}`;
      });
      return (await Promise.all(lines)).sort();
    } finally {
      reader.dispose();
    }
  }

  function play(): string {
    const outcome = rig.tutti(['run', 'plan.md']);
    assert.equal(outcome.code, 0, outcome.stderr);
    return rig.status().run;
  }

  it('are told for every attempt, and for what landed', async () => {
    const run = play();
    const ofAttempt = (attempt: number | null) => taskChanges(project, { run, task: 'plan/A1', attempt });
    const first = await ofAttempt(1);
    assert.equal(first.title, 'A1 One, attempt 1');
    assert.deepEqual(await picture(first), ['README.md: hello > changed', 'größe.txt: - > new']);
    assert.deepEqual(await picture(await ofAttempt(2)), [
      'README.md: hello > changed',
      'good.txt: - > x',
      'größe.txt: - > newer',
    ]);
    const landed = await taskChanges(project, { run, task: 'plan/A2', attempt: null });
    assert.equal(landed.title, 'A2 Two, landed');
    assert.deepEqual(await picture(landed), ['two.txt: - > 2']);
  });

  it('are told as what the second attempt has over the first', async () => {
    const run = play();
    const compared = await attemptsCompared(project, { run, task: 'plan/A1', attempts: [2, 1] });
    assert.deepEqual(await picture(compared), ['good.txt: - > x', 'größe.txt: new > newer']);
  });

  it('are told for the whole plan', async () => {
    const changes = await planChanges(project, { run: play(), plan: 'plan' });
    assert.equal(changes.title, 'tutti/plan/integration');
    assert.deepEqual(
      changes.files.map(({ path }) => path),
      ['README.md', 'good.txt', 'größe.txt', 'two.txt'],
    );
  });

  it('are those of the landing, for what landed in an earlier run', async () => {
    const before = play();
    const run = play();
    assert.notEqual(run, before);
    const [A1] = rig.status().tasks;
    assert.match(A1?.landedAs ?? '', /^[0-9a-f]{40}$/);
    const landed = await taskChanges(project, { run, task: 'plan/A1', attempt: null });
    assert.equal(landed.title, 'A1 One, landed');
    assert.deepEqual(await picture(landed), [
      'README.md: hello > changed',
      'good.txt: - > x',
      'größe.txt: - > newer',
    ]);
  });

  it('are none of a task that was ticked before anybody ran it', async () => {
    rig.repo.commit({ 'plan.md': '# P\n\n- [x] A1 One\n- [ ] A2 Two (depends: A1)\n' });
    rig.scenario({ A2: [{ steps: [write('good.txt', 'x\n')] }] });
    const nothing = taskChanges(project, { run: play(), task: 'plan/A1', attempt: null });
    await assert.rejects(nothing, /A1 is landed without a change of its own\./);
  });

  it('are what is in the worktree while the agent works', async () => {
    rig.scenario({ A1: [{ steps: [write('new.txt', 'n\n'), { do: 'waitFor', path: 'never' }] }] });
    rig.start(['run', 'plan.md', '--no-watch']);
    const slot = (): string => rig.status().tasks[0]?.worktree ?? '';
    await until(() => rig.journal().some(({ type }) => type === 'attemptLaunched'), 'the agent');
    await until(() => existsSync(join(slot(), 'new.txt')), 'the first file');
    mkdirSync(join(slot(), 'deep'));
    writeFileSync(join(slot(), 'deep', 'mine.txt'), 'by hand\n');
    writeFileSync(join(slot(), 'image.bin'), Buffer.from([1, 0, 2]));
    const { run } = rig.status();
    const changes = await taskChanges(project, { run, task: 'plan/A1', attempt: null });
    assert.equal(changes.title, 'A1 One, attempt 1 (at work)');
    assert.deepEqual(await picture(changes), [
      'deep/mine.txt: - > by hand',
      'image.bin: - > This file is binary.',
      'new.txt: - > n',
    ]);
    rig.tutti(['stop']);
  });

  it('are refused in one sentence where there are none', async () => {
    const run = play();
    const nothing = taskChanges(project, { run, task: 'plan/A2', attempt: 7 });
    await assert.rejects(
      nothing,
      (error) => error instanceof UserError && /left no work/.test(error.message),
    );
  });
});
