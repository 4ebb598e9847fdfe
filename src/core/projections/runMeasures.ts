import { runStates } from '../../shared/runStates.ts';
import type { RunStatus, WorkerStatus } from '../../shared/status.ts';
import { taskStates } from '../../shared/taskStates.ts';

/** One thing that is measured, for programs that collect figures: a number for each set of labels. */
export interface Measure {
  /** In the manner of Prometheus: `tutti_cost_usd_total`. */
  readonly name: string;
  readonly help: string;
  /** A `counter` only grows while a run goes on. */
  readonly type: 'gauge' | 'counter';
  readonly samples: readonly MeasureSample[];
}

export interface MeasureSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const healths = Object.keys({ healthy: true, slow: true, stuck: true } satisfies Record<
  WorkerStatus['health'],
  true
>);

/** The figures of a run: the same that `status.json` has. Money in US dollars, moments in seconds of the epoch. */
export function runMeasures(status: RunStatus): readonly Measure[] {
  const { run, state, plans, tasks, workers, limits, queue, totals } = status;
  return [
    gauge('tutti_run_info', 'The run that these figures are about.', [sample({ run }, 1)]),
    gauge(
      'tutti_run_state',
      'The state of the run: 1 for the present one, 0 for the others.',
      Object.keys(runStates).map((word) => sample({ state: word }, word === state ? 1 : 0)),
    ),
    gauge('tutti_run_start_time_seconds', 'When the run started.', [sample({}, seconds(status.startedAt))]),
    gauge(
      'tutti_run_eta_seconds',
      'When everything should have landed; absent when that is not known.',
      totals.etaAt === null ? [] : [sample({}, seconds(totals.etaAt))],
    ),
    gauge('tutti_tasks', 'Tasks by state.', counted(tasks, Object.keys(taskStates), 'state')),
    gauge(
      'tutti_plan_tasks',
      'Tasks of a plan.',
      plans.map(({ name, total }) => sample({ plan: name }, total)),
    ),
    gauge(
      'tutti_plan_tasks_landed',
      'Landed tasks of a plan.',
      plans.map(({ name, landed }) => sample({ plan: name }, landed)),
    ),
    counter(
      'tutti_attempts_total',
      'Attempts by the agent that made them.',
      Object.entries(totals.attempts ?? {}).map(([agent, count]) => sample({ agent }, count)),
    ),
    counter('tutti_tokens_total', 'Tokens of ended and of running attempts, by kind.', [
      ...(['input', 'output', 'cached'] as const).map((kind) =>
        sample(
          { kind },
          tasks.reduce((total, { tokens }) => total + tokens[kind], 0),
        ),
      ),
    ]),
    counter('tutti_cost_usd_total', 'Cost, as far as the agents report it.', [sample({}, totals.costUsd)]),
    gauge(
      'tutti_queue_entries',
      'Entries of the merge queue of a plan.',
      plans.map(({ name }) => sample({ plan: name }, queue.filter(({ plan }) => plan === name).length)),
    ),
    gauge('tutti_workers', 'Live workers by health.', counted(workers, healths, 'health')),
    gauge(
      'tutti_limit_used',
      'Slots of a limit that are in use.',
      limits.map(({ tier, name, used }) => sample({ tier, name }, used)),
    ),
    gauge(
      'tutti_limit_max',
      'Slots of a limit.',
      limits.map(({ tier, name, max }) => sample({ tier, name }, max)),
    ),
  ];
}

function gauge(name: string, help: string, samples: readonly MeasureSample[]): Measure {
  return { name, help, type: 'gauge', samples };
}

function counter(name: string, help: string, samples: readonly MeasureSample[]): Measure {
  return { name, help, type: 'counter', samples };
}

function sample(labels: MeasureSample['labels'], value: number): MeasureSample {
  return { labels, value };
}

/** A word that nothing is at counts 0: a series that vanishes looks like one that was not asked for. */
function counted<Label extends string>(
  items: readonly Readonly<Record<Label, string>>[],
  words: readonly string[],
  label: Label,
): readonly MeasureSample[] {
  return words.map((word) => sample({ [label]: word }, items.filter((item) => item[label] === word).length));
}

function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}
