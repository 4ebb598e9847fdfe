import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { followGateLog, gatedTree, readGateLog } from '../../../src/app/gateLog.ts';
import { openProject } from '../../../src/app/openProject.ts';
import type { Project } from '../../../src/app/project.ts';
import { earlierRuns } from '../../../src/app/runList.ts';
import { followTranscript } from '../../../src/app/transcript.ts';
import { UserError } from '../../../src/core/base/userError.ts';
import { fileNameOf } from '../../../src/core/engine/runPlan.ts';
import type { RunningGate } from '../../../src/shared/status.ts';
import { createCliRig, type CliRig } from '../../support/cliRig.ts';
import { until } from '../../support/until.ts';

describe('What a run printed', function () {
  this.timeout(120_000);
  let rig: CliRig;
  let project: Project;
  let run: string;

  beforeEach(async () => {
    rig = createCliRig({
      'plan.md': '# P\n\n- [ ] A1 One\n',
      'tutti.json': JSON.stringify({ agent: 'script', verify: ['echo src/a.ts:3 && false'], retries: 0 }),
    });
    rig.scenario({ A1: [{ steps: [{ do: 'say', text: 'I work.' }] }] });
    rig.tutti(['run', 'plan.md']);
    project = await openProject(rig.repo.folder);
    ({ run } = rig.status());
  });

  afterEach(() => {
    rig.dispose();
  });

  it('by a gate can be read, with the tree that it judged', () => {
    const [gate] = rig.status().tasks[0]?.gates ?? [];
    assert.ok(gate);
    assert.equal(readGateLog(project, { run, path: gate.outputFile }), 'src/a.ts:3\n');
    const tree = gatedTree(project, { run, path: gate.outputFile });
    assert.equal(rig.repo.git('cat-file', '-t', tree ?? '').trim(), 'tree');
  });

  it('is cut in the middle when it is very long, and redrawn lines are told once', () => {
    const folder = join(project.stateFolder, 'runs', run, 'gates');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'long.log'),
      `first\n10%\r20%\r\u001b[32m30%\u001b[0m\n${'x\n'.repeat(900_000)}last\n`,
    );
    const text = readGateLog(project, { run, path: 'gates/long.log' });
    assert.ok(text.startsWith('first\n30%\nx\n'));
    assert.ok(text.endsWith('x\nlast\n'));
    assert.match(text, /\[… \d+ bytes are left out/);
  });

  it('by a gate that goes on can be read as it grows', async () => {
    const door = join(rig.repo.root, 'door');
    const verify = [`echo one; until test -e '${door}'; do sleep 0.1; done; echo two`];
    rig.repo.commit({ 'tutti.json': JSON.stringify({ agent: 'script', verify }) });
    rig.start(['run', 'plan.md', '--no-watch']);
    const running = (): RunningGate | null => rig.status().tasks[0]?.runningGate ?? null;
    await until(() => earlierRuns(project).length === 2, 'the second run');
    await until(() => running() !== null, 'the gate');
    const path = running()?.outputFile ?? '';
    assert.equal(running()?.command, verify[0]);
    const later = { run: rig.status().run, path };
    await until(() => readGateLog(project, later) === 'one\n', 'its first line');
    let changes = 0;
    const following = followGateLog(project, later, () => (changes += 1));
    writeFileSync(door, 'on\n');
    await until(() => changes > 0 && readGateLog(project, later) === 'one\ntwo\n', 'its last line');
    following.dispose();
    await until(() => rig.status().state === 'done', 'the end');
    assert.equal(running(), null);
  });

  it('is read from the folders of runs only', () => {
    assert.throws(
      () => readGateLog(project, { run, path: '../../../tutti.json' }),
      (error) => error instanceof UserError && /no file of a run/.test(error.message),
    );
  });

  it('by an agent is told while it works', async () => {
    const door = join(rig.repo.root, 'door');
    rig.repo.commit({ 'other.md': '# O\n\n- [ ] B1 Other\n' });
    rig.scenario({
      B1: [
        {
          steps: [
            { do: 'say', text: 'I wait.' },
            { do: 'waitFor', path: door },
          ],
        },
      ],
    });
    rig.start(['run', 'other.md', '--no-watch']);
    const started = (): string => {
      const [first] = rig.journal();
      return first?.type === 'runStarted' ? first.run : run;
    };
    await until(() => started() !== run, 'the second run');
    const path = `attempts/${fileNameOf('other/B1')}/1`;
    await until(() => existsSync(join(project.stateFolder, 'runs', started(), path)), 'the attempt');
    let text = '';
    const following = followTranscript(project, { run: started(), path }, (more) => {
      text += more;
    });
    await until(() => text.includes('I wait.'), 'what it says');
    assert.doesNotMatch(text, /■/);
    writeFileSync(door, '');
    await until(() => text.includes('■ finished'), 'the end');
    following.dispose();
  });

  it('by an agent is told to its end', async () => {
    const [attempt] = rig.status().tasks[0]?.attempts ?? [];
    assert.ok(attempt);
    let text = '';
    const following = followTranscript(project, { run, path: attempt.folder }, (more) => {
      text += more;
    });
    await until(() => text.includes('■'), 'the end');
    following.dispose();
    assert.match(text, /I work\.\n(.*\n)*.*■ finished/);
  });
});
