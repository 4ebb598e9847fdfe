import assert from 'node:assert/strict';
import { renderToString } from 'ink';
import { describe, it } from 'mocha';
import type { DashboardView, TaskDetail } from '../../../../src/shared/dashboard/view.ts';
import { timeOfDayText } from '../../../../src/shared/dashboard/quantities.ts';
import { sparkline } from '../../../../src/cli/watch/trends.ts';
import { watchKeys } from '../../../../src/cli/watch/watchKeys.ts';
import { firstUi, type WatchUi } from '../../../../src/cli/watch/watchUi.ts';
import { WatchScreen } from '../../../../src/cli/watch/WatchScreen.tsx';
import { watchView } from '../../../../src/cli/watch/watchView.ts';
import { dashboardView, fixtureNow } from '../../../support/dashboardView.ts';
import { ShownRun } from '../../../support/dashboardOf.ts';
import { readRecording } from '../../../support/engine/recordedRuns.ts';
import { busyView } from '../../../support/busyView.ts';

interface Look {
  readonly ui?: Partial<WatchUi>;
  readonly detail?: TaskDetail | null;
  readonly width?: number;
  readonly height?: number;
  readonly now?: number;
}

function picture(view: DashboardView, look: Look = {}): readonly string[] {
  const { ui = {}, detail = null, width = 79, height = 19, now = fixtureNow } = look;
  const model = watchView({ view, detail }, { ...firstUi, ...ui }, { width, height, now });
  return renderToString(<WatchScreen view={model} colored={false} />, { columns: width })
    .split('\n')
    .map((line) => line.trimEnd());
}

describe('The panes of `tutti watch`', () => {
  it('fit a terminal of 80 × 20', () => {
    const view = busyView();
    const lines = picture({ ...view, header: { ...view.header, eta: null } });
    assert.equal(lines.length, 19);
    const at = (ago: number) => timeOfDayText(fixtureNow - ago * 1_000);
    assert.deepEqual(lines.slice(0, 17), [
      'running  ━━━─────── 4/12 landed  10m33s',
      '138.5k tokens · $2.38 of $20.00 · 2 pending · 3 running · 1 needs-you · 1 bloc…',
      '›1 Tasks (1 to 5 of 12) ───────────────────────────────────────────────────────',
      '› 2.2  ? needs-you  Rate limits for sign-in 2m56s   May I run `npm install arg…',
      '  2.1  ✗ failed     Password reset by mail  4m37s   npm test failed: 2 of 148 …',
      '  2.3  ! stuck      Two-factor codes        3m56s   no progress for 6m10s',
      '  2.4  ● running    Audit log               3m47s   editing src/auth/login.ts',
      '  3.1  ● running    Account page            2m59s   editing src/auth/login.ts',
      ' 2 Workers (2) ────────────────────────────────────────────────────────────────',
      '  2.3  claude  stuck    no sign for 6m                     6m10s ago  ctx 31%',
      '  2.4  codex   healthy  editing src/auth/audit.ts          no sign',
      ' 3 Merge queue (1 to 1 of 2) ──────────────────────────────────────────────────',
      '  1.  3.1         gate     Account page                                1m05s',
      ' 4 Activity (3) ───────────────────────────────────────────────────────────────',
      `  ${at(58)}  2.2 needs you`,
      `  ${at(59)}  1.4 landed`,
      `  ${at(99)}  run started`,
    ]);
  });

  it('stand side by side on a wide terminal, in as many lines as it has', () => {
    const lines = picture(busyView(), { width: 139, height: 39 });
    assert.equal(lines.length, 39);
    assert.match(lines[2] ?? '', /^›1 Tasks \(12\) ─+ +2 Workers \(2\) ─+$/);
    assert.match(lines[3] ?? '', /^› 2\.2 .*stuck/);
  });

  it('scroll with the cursor', () => {
    const view = busyView();
    const facts = { view, requestOf: () => null, page: 5, lastTop: 0 };
    const { ui } = watchKeys(firstUi, { name: 'end' }, facts);
    const lines = picture(view, { ui });
    assert.match(lines[2] ?? '', /8 to 12 of 12/);
    assert.match(lines[7] ?? '', /^› 3\.3 {2}· pending/);
  });

  it('show all about a task', () => {
    const detail: TaskDetail = {
      ref: 'auth/2.1',
      attempts: [
        {
          number: 3,
          cause: 'repair',
          agent: 'claude',
          model: null,
          state: 'gate-failed',
          reason: '2 of 148 tests',
          startedAt: '2026-11-20T14:00:00.000Z',
          endedAt: '2026-11-20T14:02:30.000Z',
          costUsd: 0.31,
          base: null,
          commit: null,
          folder: 'attempts/2.1/3',
        },
      ],
      gates: [
        {
          attempt: 3,
          command: 'npm test',
          passed: false,
          reason: 'exit code 1',
          durationMs: 12_000,
          endedAt: '2026-11-20T14:02:30.000Z',
          outputFile: 'x',
        },
      ],
      files: ['src/mail.ts'],
      filesChanged: 2,
      activity: [],
      branch: 'tutti/auth/2.1',
      worktree: null,
      request: null,
      actions: ['retry'],
    };
    const lines = picture(busyView(), { ui: { mode: { kind: 'detail', ref: 'auth/2.1', top: 0 } }, detail });
    const text = lines.join('\n');
    assert.match(text, /›2\.1 Password reset by mail ─/);
    assert.match(text, /✗ failed\n {2}npm test failed: 2 of 148 tests\n/);
    assert.match(text, /Attempts\n {4}3 repair, claude: gate-failed, 2m30s, \$0\.31; 2 of 148 tests\n/);
    assert.match(text, /Gates\n {4}3 `npm test` failed \(exit code 1\) in 12s\n/);
    assert.match(text, /Files\n {4}src\/mail\.ts\n {4}and 1 more file/);
    assert.equal(lines.length, 19);
  });

  it('show the figures and courses of the metrics, and every key', () => {
    const figures = picture(busyView(), { ui: { mode: { kind: 'figures', top: 0 } }, height: 30 }).join('\n');
    assert.match(figures, /Throughput +14 tasks an hour/);
    assert.match(figures, /Conflicts +no data/);
    assert.match(figures, /slots in use +[▁▂▃▄▅▆▇█ ]+ +67\.6 %/);
    assert.match(
      picture(busyView(), { ui: { mode: { kind: 'help', top: 0 } } }).join('\n'),
      /retry the task/,
    );
  });

  it('say what was asked for, what is being typed, and what became of it', () => {
    const facts = { view: busyView(), requestOf: () => null, page: 5, lastTop: 0 };
    const asking = watchKeys(firstUi, { name: 'text', text: 'x' }, facts).ui;
    assert.match(picture(busyView(), { ui: asking }).at(-1) ?? '', /^Stop the run\? .* y\/n$/);
    const typing = watchKeys(firstUi, { name: 'text', text: 'm' }, facts).ui;
    const typed = watchKeys(typing, { name: 'text', text: 'use \u001b[2J argon2' }, facts).ui;
    assert.match(picture(busyView(), { ui: typed }).at(-1) ?? '', /^message to 2\.2: use \\x1b\[2J argon2█/);
    const ui = { notice: 'Nothing was done: 2.2 is landed.' };
    assert.equal(picture(busyView(), { ui }).at(-1), 'Nothing was done: 2.2 is landed.');
    const long = picture(busyView(), {
      ui: { notice: `Nothing was done: ${'2.2 is landed, '.repeat(6)}so.` },
    });
    assert.equal(long.length, 19);
    assert.match(long.slice(-2).join(' '), /^Nothing was done: (2\.2 is landed, ){6}so\.$/);
  });

  it('show hostile titles and words as text, in as many lines as before', () => {
    const hostile = [
      '\u001b[31mred\u0007',
      '\u202eolleh',
      '汉字'.repeat(50),
      '👩‍💻'.repeat(40),
      'x\r\ny',
      'z'.repeat(10_000),
    ];
    const text = (index: number) => hostile[index % hostile.length] ?? '';
    const view = busyView();
    const nodes = view.structure.nodes.map((node, index) => ({ ...node, title: text(index) }));
    const lines = picture({
      ...view,
      structure: { ...view.structure, nodes },
      tasks: view.tasks.map((card, index) => ({ ...card, why: text(index), agent: text(index) })),
      workers: view.workers.map((worker, index) => ({ ...worker, doing: text(index) })),
      activity: view.activity.map((one, index) => ({ ...one, text: text(index), reason: text(index + 1) })),
      header: { ...view.header, reason: text(0) },
    });
    assert.equal(lines.length, 19);
    assert.equal(/[\p{Cc}\u202e]/u.test(lines.join('')), false);
  });

  it('of nothing are empty, and of 2,000 tasks show what has room', () => {
    const empty = picture(new ShownRun().view(0), { now: 0 });
    assert.equal(empty.length, 19);
    assert.match(empty.join('\n'), /no tasks\n.*/);
    assert.match(picture(dashboardView(2_000))[2] ?? '', /1 to 5 of 2000/);
  });

  it('show a run from its journal', () => {
    const run = new ShownRun().take(...readRecording('two-phases'));
    const now = run.state.lastAt;
    const { landed, total } = run.view().header;
    const lines = picture(run.view(), { now });
    assert.match(lines[0] ?? '', new RegExp(`^done .* ${landed}/${total} landed`));
    assert.match(lines[17] ?? '', new RegExp(`^ 5 Trends landed [▁▂▃▄▅▆▇█]+ +${landed} of ${total} `));
  });
});

describe('A sparkline', () => {
  it('goes from nothing to the highest value, with gaps', () => {
    assert.equal(sparkline([0, 5, null, 10]), '▁▅ █');
    assert.equal(sparkline([0, 0]), '▁▁');
    assert.equal(sparkline([]), '');
  });
});
