import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { toPrometheus } from '../../../../src/adapters/telemetry/prometheus.ts';
import { runMeasures, type MeasureSample } from '../../../../src/core/projections/runMeasures.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';

describe('Figures for Prometheus', () => {
  it('have a help and a type, and one line for each set of labels', () => {
    const samples: readonly MeasureSample[] = [
      { labels: { plan: 'a', kind: 'b' }, value: 1.5 },
      { labels: {}, value: 2 },
    ];
    assert.equal(
      toPrometheus([{ name: 'tutti_x', help: 'How many.', type: 'gauge', samples }]),
      '# HELP tutti_x How many.\n# TYPE tutti_x gauge\ntutti_x{plan="a",kind="b"} 1.5\ntutti_x 2\n',
    );
  });

  it('keep whatever a name holds inside of its quotes', () => {
    const samples = [{ labels: { plan: 'a"b\\c\nd} 1\n# TYPE' }, value: 1 }];
    const [, , line, ...rest] = toPrometheus([{ name: 'x', help: '', type: 'gauge', samples }]).split('\n');
    assert.equal(line, 'x{plan="a\\"b\\\\c\\nd} 1\\n# TYPE"} 1');
    assert.deepEqual(rest, ['']);
  });

  it('are those of the status', () => {
    const status = statusOf(
      [
        taskRow({ id: '1', state: 'landed', attempt: 2 }),
        taskRow({ id: '2', state: 'needs-you', attempt: 1 }),
        taskRow({ id: '3', state: 'ready', agent: null }),
      ],
      { totals: { tokens: 0, costUsd: 0.5, etaAt: null, attempts: { claude: 3 } } },
    );
    const lines = toPrometheus(runMeasures(status)).split('\n');
    for (const line of [
      `tutti_run_info{run="${status.run}"} 1`,
      'tutti_tasks{state="needs-you"} 1',
      'tutti_tasks{state="failed"} 0',
      'tutti_attempts_total{agent="claude"} 3',
      `tutti_cost_usd_total ${status.totals.costUsd}`,
    ])
      assert.ok(lines.includes(line), line);
    const tasks = lines.filter((line) => line.startsWith('tutti_tasks{'));
    assert.equal(
      tasks.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0),
      3,
    );
  });
});
