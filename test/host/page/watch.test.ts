import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCliRig, tuttiProgram, type CliRig } from '../../support/cliRig.ts';
import { plainEnvironment } from '../../support/commandLine.ts';
import { until } from '../../support/until.ts';
import { startInTerminal, type PtyTerminal } from '../support/ptyTerminal.ts';

const down = '\u001b[B';
const tab = '\t';
const enter = '\r';
const escape = '\u001b';

describe('tutti watch in a terminal', () => {
  let rig: CliRig;
  let terminal: PtyTerminal;
  let go: string;

  beforeEach(async () => {
    rig = createCliRig({
      'tutti.json': '{ "agent": "script" }',
      'plan.md': '# Plan\n\n- [ ] A1 One\n- [ ] A2 Two (depends: A1)\n- [ ] A3 Three (depends: A2)\n',
    });
    go = join(rig.repo.root, 'go');
    rig.scenario({
      A1: [
        {
          steps: [
            { do: 'waitFor', path: go },
            { do: 'write', path: 'a1.txt', text: 'one\n' },
          ],
        },
      ],
    });
    rig.start(['run', 'plan.md']);
    await until(() => rig.journal().some(({ type }) => type === 'attemptStarted'), 'A1');
  });

  afterEach(() => {
    rig.dispose();
    terminal.dispose();
  });

  /** Behind a shell that said something before, and says how the program ended. */
  async function watch(columns: number, rows: number): Promise<void> {
    const env = Object.fromEntries(Object.entries(plainEnvironment()).filter(([name]) => name !== 'CI'));
    const script = 'echo said before; "$0" "$1" watch; echo "ended with $?"';
    terminal = await startInTerminal('/bin/sh', ['-c', script, process.execPath, tuttiProgram], {
      cwd: rig.repo.folder,
      env,
      columns,
      rows,
    });
  }

  it('shows its panes, goes through them by keys, and leaves the screen as it was', async () => {
    await watch(120, 30);
    await terminal.shows(/›1 Tasks \(3\)/);
    for (const pane of [
      /2 Workers/,
      /3 Merge queue/,
      /4 Activity/,
      /5 Trends/,
      /A1 .*running +One/,
      /running/,
    ])
      await terminal.shows(pane);
    assert.equal(terminal.state().buffer, 'alternate');
    assert.doesNotMatch(terminal.screen(), /said before/);
    terminal.press(down);
    await terminal.shows(/› .*A2/);
    terminal.press(enter);
    await terminal.shows(/A2[^]*Escape back/);
    terminal.press(escape);
    await terminal.shows(/Tab pane/);
    terminal.press(tab);
    await terminal.shows(/›2 Workers/);
    terminal.press('q');
    assert.equal(await terminal.ended, 0);
    assert.deepEqual(terminal.state(), { buffer: 'normal', cursor: 'shown' });
    assert.match(terminal.screen(), /^said before\n[^]*ended with 0/);
  });

  it('asks before it skips a task, and pauses the run by a key', async () => {
    await watch(120, 30);
    await terminal.shows(/A2 .*pending +Two/);
    terminal.press(down);
    await terminal.shows(/› .*A2/);
    terminal.press('s');
    await terminal.shows(/Skip A2\?/);
    terminal.press('n');
    await terminal.shows(/Nothing was done/);
    terminal.press('p');
    await terminal.shows(/The run is paused/);
    await until(() => rig.status().state === 'paused', 'the status to say so');
  });

  it('says what the machine is at', async () => {
    await watch(120, 40);
    await terminal.shows(/Tasks/i);
    terminal.press('5');
    await terminal.shows(/›5 Trends/);
    terminal.press(enter);
    await terminal.shows(/Machine +\d+ % of the processors, [\d.]+ .B +[\d.]+ .B of disk free/);
  });

  it('follows the size of its terminal, however small it gets', async () => {
    await watch(120, 30);
    await terminal.shows(/A1 .*running +One/);
    terminal.resize(90, 24);
    await terminal.shows(/^›1 Tasks[^]*^ 2 Workers/m);
    terminal.resize(40, 10);
    await terminal.shows(/q leaves; the run goes on/);
    terminal.resize(120, 30);
    await terminal.shows(/^›1 Tasks.* 2 Workers[^]*Tab pane/m);
    writeFileSync(go, '');
    await terminal.shows(/done: 3 of 3 tasks landed/);
    assert.equal(await terminal.ended, 0);
    assert.deepEqual(terminal.state(), { buffer: 'normal', cursor: 'shown' });
  });
});
