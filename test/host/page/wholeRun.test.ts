import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { makeDemo, type Demo } from '../../../src/app/demo.ts';
import type { JournalEvent } from '../../../src/core/engine/events.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { eventually } from '../support/eventually.ts';
import { holdAgents } from '../support/holdAgents.ts';
import { projectFolder } from '../support/projectFolder.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

/** What a person may have to wait for the window to say what has happened. */
const limitMs = 1_000;

interface Round {
  readonly task: string;
  /** In its title. */
  readonly words: string;
  /** Of the plan's text. */
  readonly line: number;
  /** What it waits for, and what else can land before it. */
  readonly before: readonly string[];
}

/** Tasks whose agents are held until nothing else goes on: then the next landing is their own. */
const rounds: readonly Round[] = [
  { task: '2.1', words: 'Tax by country', line: 33, before: ['1.1', '1.2', '1.3', '2.2', '2.3', '3.3'] },
  { task: '2.4', words: 'Put the invoice together', line: 42, before: ['2.1'] },
  { task: '4.1', words: 'The program itself', line: 62, before: ['3.1', '3.2', '4.2', 'VERIFY-2'] },
];

describe('A plan of twelve tasks', () => {
  const host = useHost();
  let demo: Demo | null = null;

  afterEach(() => {
    if (demo !== null) removeFolder(dirname(demo.repository));
    demo = null;
  });

  it('is played from the palette until all has landed, and everything in the window agrees', async () => {
    demo = await makeDemo(projectFolder);
    const { repository, plan } = demo;
    const open = holdAgents(
      demo,
      rounds.map(({ task }) => task),
    );
    const workbench = await host.open(repository);
    await workbench.editor.open(plan, 33);
    const tree = await workbench.showView('Tutti', 'Plan');
    await tree.until('the tasks', (rows) => rows.some(({ label }) => label.startsWith('1.1 ')));
    await workbench.runCommand('Tutti: Run Plan');

    // Whatever else this machine does may hold one of them up, but not all.
    const told: string[] = [];
    for (const round of rounds) {
      const agreed = await land(workbench, { repository, plan, round, open });
      told.push(agreed.map(({ what, ms }) => `${what} after ${String(ms)} ms`).join(', '));
      if (round === rounds[0])
        await workbench.screenshot(join(projectFolder, '.vscode-test', 'wholeRun.png'));
      if (agreed.every(({ ms }) => ms <= limitMs)) break;
      assert.notEqual(round, rounds.at(-1), told.join('; '));
    }
    for (const { task } of rounds) open(task);

    await eventually(
      'the end of the run',
      () => journal(repository),
      (events) => events.some(({ type }) => type === 'runEnded'),
    );
    await eventually(
      'the status bar',
      () => statusText(workbench),
      (text) => landedIn(text) === 13,
    );
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim();
    assert.equal(
      git('rev-list', '--count', '--merges', '--first-parent', 'main..tutti/invoice/integration'),
      '12',
    );
    assert.equal(git('status', '--porcelain'), '');
  });
});

interface Seen {
  readonly what: string;
  /** After it had landed. */
  readonly ms: number;
}

/** Lets a task land, and looks when each part of the window says so. */
async function land(
  workbench: Workbench,
  {
    repository,
    plan,
    round,
    open,
  }: { repository: string; plan: string; round: Round; open: (task: string) => void },
): Promise<readonly Seen[]> {
  const { task, words, line, before } = round;
  await eventually(
    `all but ${task} to land`,
    () => journal(repository),
    (events) => before.every((id) => landing(events, id) !== null) && isLaunched(events, task),
  );
  const count = journal(repository).filter(({ type }) => type === 'taskLanded').length;
  await workbench.statusBar.until(
    'tutti.health',
    'the others',
    (item) => landedIn(item?.text ?? '') === count,
  );
  await workbench.editor.open(plan, line);
  await workbench.editor.clickCodeLens(words, 'running');
  await workbench.terminals.waitForText('session ');
  const tree = workbench.view('Plan');
  const looks = [
    moment(
      'the tree',
      () => tree.rows(),
      (rows) =>
        rows.some(
          ({ label, description }) => label.startsWith(`${task} `) && description.startsWith('landed'),
        ),
    ),
    moment(
      'the lens',
      () => workbench.editor.codeLenses(),
      (lenses) => lenses.some(({ above, titles }) => above.includes(words) && titles.includes('landed')),
    ),
    moment(
      'the status bar',
      () => statusText(workbench),
      (text) => landedIn(text) > count,
    ),
    moment(
      'the terminal',
      () => workbench.terminals.text(),
      (text) => text.includes('finished'),
    ),
  ];
  open(task);
  const moments = await Promise.all(looks);
  const at = landing(journal(repository), task)?.at ?? 0;
  return moments.map((one) => ({ what: one.what, ms: one.at - at }));
}

interface Moment {
  readonly what: string;
  readonly at: number;
}

async function moment<Value>(
  what: string,
  read: () => Promise<Value>,
  accept: (value: Value) => boolean,
): Promise<Moment> {
  await eventually(what, read, accept);
  return { what, at: Date.now() };
}

async function statusText(workbench: Workbench): Promise<string> {
  return (await workbench.statusBar.item('tutti.health'))?.text ?? '';
}

function landedIn(text: string): number {
  return Number(/(\d+)\/\d+/.exec(text)?.[1] ?? -1);
}

/** Of the only run; empty before it. */
function journal(repository: string): readonly JournalEvent[] {
  const runs = join(repository, '.tutti', 'runs');
  try {
    const [run] = readdirSync(runs);
    const lines = readFileSync(join(runs, run ?? '', 'journal.ndjson'), 'utf8')
      .split('\n')
      .slice(0, -1);
    return lines.map((line) => JSON.parse(line) as JournalEvent);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function isLaunched(events: readonly JournalEvent[], id: string): boolean {
  return events.some((event) => event.type === 'attemptLaunched' && event.task === `invoice/${id}`);
}

function landing(events: readonly JournalEvent[], id: string): JournalEvent | null {
  return events.find((event) => event.type === 'taskLanded' && event.task === `invoice/${id}`) ?? null;
}
