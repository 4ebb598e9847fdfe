import assert from 'node:assert/strict';
import { renderToString } from 'ink';
import { describe, it } from 'mocha';
import { LiveTable } from '../../../../src/cli/live/LiveTable.tsx';
import { liveView } from '../../../../src/cli/live/liveView.ts';
import type { RunStatus } from '../../../../src/shared/status.ts';
import { statusOf, taskRow, workerRow } from '../../../support/statusOf.ts';

const now = Date.parse('2026-11-20T14:05:00.000Z');

function picture(status: RunStatus, { width = 100, lines = 20 } = {}): readonly string[] {
  const view = liveView(status, now, lines);
  const table = <LiveTable view={view} width={width} colored={false} footer={null} />;
  return renderToString(table, { columns: width })
    .split('\n')
    .map((line) => line.trimEnd());
}

const busy = statusOf(
  [
    taskRow({
      id: '1.1',
      title: 'Users table',
      state: 'landed',
      startedAt: at('00:00'),
      endedAt: at('01:10'),
    }),
    taskRow({
      id: '1.2',
      title: 'Hash passwords',
      state: 'landed',
      startedAt: at('00:00'),
      endedAt: at('02:20'),
    }),
    taskRow({
      id: '2.1',
      title: 'Login endpoint',
      state: 'running',
      attempt: 2,
      startedAt: at('02:20'),
      tokens: { input: 18_200, output: 940, cached: 12_000 },
    }),
    taskRow({
      id: '2.2',
      title: 'Session store',
      state: 'queued',
      gate: true,
      attempt: 1,
      startedAt: at('02:30'),
    }),
    taskRow({
      id: '2.3',
      title: 'Log out',
      state: 'needs-you',
      attempt: 1,
      startedAt: at('02:40'),
      request: { id: '1.7', kind: 'permission', message: 'Bash: curl https://example.org' },
    }),
    taskRow({ id: '2.4', title: 'Rate limit', state: 'ready', why: 'anthropic 3/3: 2.1, 2.2, 2.3' }),
    taskRow({ id: '2.5', title: 'Audit', state: 'running', attempt: 1, startedAt: at('03:00') }),
    taskRow({ id: '3.1', title: 'Docs' }),
    taskRow({ id: '3.2', title: 'Release', state: 'blocked', why: '2.9 failed' }),
  ],
  {
    totals: { tokens: 91_230, costUsd: 1.92, etaAt: '2026-11-20T14:09:00.000Z' },
    workers: [
      workerRow('auth/2.1/2', 'editing src/auth/login.ts'),
      workerRow('auth/2.5/1', 'no sign for 16m', 'stuck'),
    ],
  },
);

function at(minutesAndSeconds: string): string {
  return `2026-11-20T14:${minutesAndSeconds}.000Z`;
}

describe('The live table', () => {
  it('shows what needs a person first, then what works, what could, what landed last, and counts the rest', () => {
    assert.deepEqual(picture(busy), [
      'running  ━━━━━─────────────────── 2/9 landed  5m00s · about 4m00s left · 91.2k tokens · $1.92',
      '',
      '2.3  Log out         ? needs-you  claude  2m20s           Bash: curl https://example.org',
      '  → tutti approve 2.3   (or: tutti deny 2.3)',
      '2.1  Login endpoint  ● running    claude  2m40s   19.1k   attempt 2: editing src/auth/login.ts',
      '2.2  Session store   ◇ queued     claude  2m30s',
      '2.5  Audit           ! stuck      claude  2m00s           no sign for 16m',
      '2.4  Rate limit      ○ ready      claude                  anthropic 3/3: 2.1, 2.2, 2.3',
      '1.2  Hash passwords  ✓ landed     claude  2m20s',
      '1.1  Users table     ✓ landed     claude  1m10s',
      '1 blocked · 1 pending',
    ]);
  });

  it('fits a small terminal: what matters less is a count, and columns go', () => {
    assert.deepEqual(picture(busy, { width: 50, lines: 4 }), [
      'running  ━━────────── 2/9 landed  5m00s · about 4…',
      '',
      '2.3  ? needs-you  2m20s   Bash: curl https://exam…',
      '  → tutti approve 2.3   (or: tutti deny 2.3)',
      '2.1  ● running    2m40s   attempt 2: editing src/…',
      '2.2  ◇ queued     2m30s',
      '1 running · 1 ready · 2 landed · 1 blocked · 1 pe…',
    ]);
  });

  it('names tasks with their plan when the run has several', () => {
    const status = statusOf([
      taskRow({ plan: 'auth', id: '1', state: 'running' }),
      taskRow({
        plan: 'shop',
        id: '1',
        state: 'needs-you',
        request: { id: '1.7', kind: 'question', message: 'Which?' },
      }),
    ]);
    const { rows } = liveView(status, now, 10);
    assert.deepEqual(
      rows.map(({ name, hint }) => [name, hint]),
      [
        ['shop/1', 'tutti answer shop/1 "…"'],
        ['auth/1', null],
      ],
    );
  });

  it('shows hostile titles as text in lines of the same width', () => {
    const hostile = [
      '\u001b[31mred\u0007',
      '\u202eolleh',
      '汉字汉字汉字汉字汉字汉字汉字汉字汉字',
      '👩‍💻'.repeat(40),
      'x\r\ny',
    ];
    const status = statusOf(
      hostile.map((title, index) =>
        taskRow({ id: `1.${index}`, title, state: 'ready', why: title.repeat(9) }),
      ),
    );
    assert.deepEqual(picture(status, { width: 60 }), [
      'running  ─────────────── 0/5 landed  5m00s',
      '',
      '1.0  \\x1b[31mred\\x07  ○ ready              \\x1b[31mred\\x07\\…',
      '1.1  \\u202eolleh      ○ ready              \\u202eolleh\\u202…',
      '1.2  汉字汉字汉字汉…  ○ ready              汉字汉字汉字汉字…',
      '1.3  👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻…  ○ ready              👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻…',
      '1.4  x y              ○ ready              x yx yx yx yx yx…',
    ]);
  });

  it('stops the clock and says why when the run is over', () => {
    const over = statusOf([], { state: 'stopped', reason: 'stopped by you', updatedAt: at('03:00') });
    assert.deepEqual(picture(over).slice(0, 2), [
      'stopped  ──────────────────────── 0/0 landed  3m00s',
      'stopped by you',
    ]);
  });
});
