import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, it } from 'mocha';
import {
  chooseSide,
  dropDrafts,
  openDrafts,
  readDrafts,
  type Draft,
} from '../../../src/app/conflictDrafts.ts';
import { conflictOf, resolveConflict, untouchedFiles, type Conflict } from '../../../src/app/conflicts.ts';
import { openProject } from '../../../src/app/openProject.ts';
import type { Project } from '../../../src/app/project.ts';
import { UserError } from '../../../src/core/base/userError.ts';
import type { ScenarioAttempt } from '../../../src/shared/scenario.ts';
import { createCliRig, type CliRig } from '../../support/cliRig.ts';

const write = (path: string, text: string) => ({ do: 'write', path, text }) as const;
const integrated = 'tutti/plan/integration';

describe('A conflict that is left to a person', function () {
  this.timeout(120_000);
  let rig: CliRig;
  let project: Project;

  afterEach(() => {
    rig.dispose();
  });

  /** A1 waits for a review while A2 lands; then the conflict of A1 with it. */
  async function play(
    tasks: Readonly<Record<'A1' | 'A2', readonly ScenarioAttempt[]>>,
    review = '(review: human)',
  ): Promise<Conflict> {
    rig = createCliRig({
      'plan.md': `# P\n\n- [ ] A1 One ${review}\n- [ ] A2 Two\n`,
      'tutti.json': JSON.stringify({ agent: 'script', verify: ['true'], conflicts: 'ignore' }),
      'a.txt': 'top\nmiddle\nbottom\n',
      'b.txt': 'b\n',
    });
    rig.scenario(tasks);
    const outcome = rig.tutti(['run', 'plan.md', '-n', '1']);
    assert.equal(outcome.code, 1, outcome.stderr);
    project = await openProject(rig.repo.folder);
    return conflictOf(project, { run: rig.status().run, task: needing() });
  }

  function needing(): string {
    const row = rig.status().tasks.find(({ state }) => state === 'needs-you');
    return `plan/${row?.id ?? 'none'}`;
  }

  function fileOf(draft: Draft | undefined): string {
    return draft?.kind === 'text' ? draft.file : '';
  }

  function goOn(task: string): void {
    assert.equal(rig.tutti(['approve', task]).code, 0);
    const resumed = rig.tutti(['resume']);
    assert.equal(resumed.code, 0, resumed.stderr);
  }

  const both = {
    A1: [{ steps: [write('a.txt', 'top\nfrom one\nbottom\n'), write('one.txt', '1\n')] }],
    A2: [{ steps: [write('a.txt', 'top\nfrom two\nbottom\n')] }],
  };

  it('is told with base and both sides, and lands as it was resolved', async () => {
    const conflict = await play(both);
    const [file] = conflict.files;
    assert.deepEqual(
      conflict.files.map(({ path }) => path),
      ['a.txt'],
    );
    assert.match(file?.merged ?? '', /<{7} .*\nfrom two\n={7}\nfrom one\n>{7} /);
    const texts = [file?.base, file?.ours, file?.theirs].map((side) =>
      side?.kind === 'blob' ? rig.repo.git('cat-file', 'blob', side.id).split('\n')[1] : null,
    );
    assert.deepEqual(texts, ['middle', 'from two', 'from one']);

    const before = rig.repo.git('rev-parse', conflict.branch).trim();
    const commit = await resolveConflict(project, conflict, [{ path: 'a.txt', text: 'top\nboth\nbottom\n' }]);
    const parents = rig.repo.git('show', '--no-patch', '--format=%P', commit).trim().split(' ');
    assert.deepEqual(parents, [before, rig.repo.git('rev-parse', integrated).trim()]);
    goOn('A1');
    assert.equal(rig.repo.git('show', `${integrated}:a.txt`), 'top\nboth\nbottom\n');
    assert.equal(rig.repo.git('show', `${integrated}:one.txt`), '1\n');
  });

  it('takes the worktree of the task along, so that nothing in it looks changed', async () => {
    const conflict = await play(both);
    const folder = rig.status().tasks.find(({ id }) => id === 'A1')?.worktree ?? '';
    await resolveConflict(project, conflict, [{ path: 'a.txt', text: 'top\nboth\nbottom\n' }]);
    assert.equal(rig.repo.gitIn(folder, 'status', '--porcelain'), '');
    assert.equal(readFileSync(`${folder}/a.txt`, 'utf8'), 'top\nboth\nbottom\n');
  });

  it('stays as it is when its task does not wait for it any more', async () => {
    const conflict = await play(both);
    assert.equal(rig.tutti(['skip', 'A1']).code, 0);
    assert.equal(rig.tutti(['resume']).code, 0);
    const before = rig.repo.git('for-each-ref');
    await assert.rejects(
      resolveConflict(project, conflict, [{ path: 'a.txt', text: 'top\nboth\nbottom\n' }]),
      (error) => error instanceof UserError && /A1 is skipped by now/.test(error.message),
    );
    assert.equal(rig.repo.git('for-each-ref'), before);
  });

  it('stays as it is while markers are left', async () => {
    const conflict = await play(both);
    const before = rig.repo.git('for-each-ref');
    const [draft] = openDrafts(project, conflict);
    const unfinished = resolveConflict(project, conflict, readDrafts(openDrafts(project, conflict)));
    await assert.rejects(
      unfinished,
      (error) => error instanceof UserError && /still in a\.txt/.test(error.message),
    );
    assert.equal(rig.repo.git('for-each-ref'), before);
    assert.ok(existsSync(fileOf(draft)));
  });

  it('is told apart from a text that nobody looked at', async () => {
    const conflict = await play(both);
    const untouched = (text: string) => untouchedFiles(project, conflict, [{ path: 'a.txt', text }]);
    assert.deepEqual(await untouched('top\nmiddle\nbottom\n'), [{ path: 'a.txt', conflicts: 1 }]);
    assert.deepEqual(await untouched('top\nfrom one\nbottom\n'), []);
  });

  it('keeps what a person began until it is dropped', async () => {
    const conflict = await play(both);
    const [draft] = openDrafts(project, conflict);
    writeFileSync(fileOf(draft), 'half way\n');
    const [again] = openDrafts(project, conflict);
    assert.equal(readFileSync(fileOf(again), 'utf8'), 'half way\n');
    dropDrafts(project, conflict);
    const [fresh] = openDrafts(project, conflict);
    assert.match(readFileSync(fileOf(fresh), 'utf8'), /<{7}/);
    assert.equal(rig.repo.git('status', '--porcelain'), '');
  });

  it('is a choice where the file is in another encoding: no byte of the rest may change', async () => {
    const inLatin1 = (middle: string) =>
      ({ do: 'run', command: ['sh', '-c', `printf 'caf\\351\\n${middle}\\nbottom\\n' > a.txt`] }) as const;
    const conflict = await play({
      A1: [{ steps: [inLatin1('from one')] }],
      A2: [{ steps: [inLatin1('from two')] }],
    });
    assert.deepEqual(
      openDrafts(project, conflict).map(({ kind, path }) => [kind, path]),
      [['choice', 'a.txt']],
    );
  });

  it('is a choice where one side removed the file', async () => {
    const conflict = await play({
      A1: [{ steps: [{ do: 'delete', path: 'b.txt' }] }],
      A2: [{ steps: [write('b.txt', 'changed\n')] }],
    });
    assert.deepEqual(
      conflict.files.map(({ path, merged, theirs }) => [path, merged, theirs]),
      [['b.txt', null, null]],
    );
    chooseSide(project, conflict, { path: 'b.txt', side: 'theirs' });
    await resolveConflict(project, conflict, readDrafts(openDrafts(project, conflict)));
    goOn('A1');
    assert.equal(rig.repo.git('ls-tree', '--name-only', integrated, 'b.txt'), '');
  });

  it('is told as well when the agent committed the markers', async () => {
    const giveUp = { when: 'conflict', steps: [{ do: 'say', text: 'I give up' }] } as const;
    const conflict = await play({ A1: [...both.A1, giveUp], A2: [...both.A2, giveUp] }, '');
    assert.match(conflict.files[0]?.merged ?? '', /<{7}/);
    assert.equal(conflict.parents.length, 1);
    await resolveConflict(project, conflict, [{ path: 'a.txt', text: 'top\nboth\nbottom\n' }]);
    goOn(conflict.id);
    assert.equal(rig.repo.git('show', `${integrated}:a.txt`), 'top\nboth\nbottom\n');
  });

  it('is not made up for a task without one', async () => {
    const none = play({
      A1: [{ steps: [write('one.txt', '1\n')] }],
      A2: [{ steps: [write('two.txt', '2\n')] }],
    });
    await assert.rejects(
      none,
      (error) => error instanceof UserError && /does not conflict any more/.test(error.message),
    );
  });
});
