import { strict as assert } from 'node:assert';
import { crashTasks, type CrashRig } from './crashRig.ts';

/** Every task landed once, its file holds one line, its agent ran once, and the user's checkout is as it was. */
export function assertComplete(rig: CrashRig): void {
  const { repo } = rig;
  for (const task of crashTasks) {
    assert.equal(repo.git('show', `tutti/crash/integration:tasks/${task}.txt`), `line from ${task}\n`);
  }
  const log = repo.git(
    'log',
    '--first-parent',
    '--format=%(trailers:key=Tutti-Task,valueonly)',
    'main..tutti/crash/integration',
  );
  assert.deepEqual(
    log
      .split('\n')
      .filter((line) => line !== '')
      .sort(),
    crashTasks,
  );
  const expected = crashTasks.flatMap((task) => [`ended ${task}`, `started ${task}`]).sort();
  assert.deepEqual([...rig.agentLog()].sort(), expected);
  assert.equal(repo.git('status', '--porcelain'), '');
  assert.equal(repo.git('fsck', '--strict', '--no-dangling'), '');
}
