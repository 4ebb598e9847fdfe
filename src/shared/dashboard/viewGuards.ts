import type { Activity } from '../activity.ts';
import { runStates } from '../runStates.ts';
import {
  areTexts,
  isFlag,
  isNumber,
  isObject,
  isText,
  listOf,
  orNull,
  record,
  wordOf,
  type Shape,
} from '../shapes.ts';
import type { AttemptStatus, GateStatus, QueueEntryStatus, WorkerStatus } from '../status.ts';
import { taskStates } from '../taskStates.ts';
import { isRunControl, isTaskAction } from './actionWords.ts';
import type { DashboardPatch } from './messages.ts';
import type {
  ChartView,
  DashboardView,
  EtaView,
  Figure,
  ForecastView,
  HeaderView,
  Interval,
  MetricsView,
  PhaseForecast,
  PhaseGroup,
  Span,
  StructureNode,
  StructureView,
  TaskCard,
  TaskDetail,
  TaskForecast,
  TaskSpans,
} from './view.ts';

const textOrNull = orNull(isText);
const numberOrNull = orNull(isNumber);
/** A word that is shown as it is, whatever it is. */
const isAnyWord = isText as Shape<never>;
const isTaskState = wordOf(taskStates);
const isHealth = wordOf<WorkerStatus['health']>({ healthy: true, slow: true, stuck: true });

const isHeader = record<HeaderView>({
  run: textOrNull,
  state: wordOf<HeaderView['state']>({ idle: true, ...runStates }),
  reason: textOrNull,
  plans: listOf(
    record<HeaderView['plans'][number]>({ name: isText, path: isText, landed: isNumber, total: isNumber }),
  ),
  landed: isNumber,
  total: isNumber,
  startedAt: numberOrNull,
  endedAt: numberOrNull,
  eta: orNull(record<EtaView>({ at: isNumber, earliest: numberOrNull, latest: numberOrNull })),
  tokens: isNumber,
  costUsd: isNumber,
  budgetUsd: numberOrNull,
  counts: areCounts,
  controls: listOf(isRunControl),
});

const isStructure = record<StructureView>({
  version: isNumber,
  phases: listOf(record<PhaseGroup>({ ref: isText, plan: isText, id: isText, title: isText })),
  nodes: listOf(
    record<StructureNode>({
      ref: isText,
      id: isText,
      phase: textOrNull,
      kind: wordOf<StructureNode['kind']>({ task: true, group: true, verify: true, barrier: true }),
      title: isText,
    }),
  ),
  edges: listOf(record<StructureView['edges'][number]>({ from: isText, to: isText, why: isText })),
  overlaps: listOf(record<StructureView['overlaps'][number]>({ tasks: isPair, files: areTexts })),
  criticalPath: areTexts,
});

const isCard = record<TaskCard>({
  ref: isText,
  state: isTaskState,
  gate: isFlag,
  ungated: isFlag,
  held: isFlag,
  why: textOrNull,
  blockers: areTexts,
  agent: textOrNull,
  model: textOrNull,
  attempt: isNumber,
  startedAt: numberOrNull,
  endedAt: numberOrNull,
  progress: numberOrNull,
  health: orNull(isHealth),
  doing: textOrNull,
  contextUsed: numberOrNull,
  tokens: isNumber,
  costUsd: numberOrNull,
  filesChanged: isNumber,
});

const isSpan = record<Span>({
  kind: wordOf<Span['kind']>({
    waiting: true,
    setup: true,
    running: true,
    gate: true,
    merge: true,
    'needs-you': true,
  }),
  from: isNumber,
  to: numberOrNull,
  attempt: isNumber,
  slot: textOrNull,
  why: textOrNull,
});

const isInterval = record<Interval>({ expected: isNumber, low: numberOrNull, high: numberOrNull });

const isForecast = record<ForecastView>({
  wallMs: isInterval,
  sequentialMs: isNumber,
  criticalPathMs: isNumber,
  peak: isNumber,
  utilization: isNumber,
  bindingLimit: textOrNull,
  costUsd: orNull(isInterval),
  tasks: listOf(
    record<TaskForecast>({
      ref: isText,
      startAt: isNumber,
      endAt: isNumber,
      slackMs: isNumber,
      basis: isText,
    }),
  ),
  criticalPath: areTexts,
  hints: areTexts,
});

const isChart = record<ChartView>({
  id: isText,
  title: isText,
  kind: wordOf<ChartView['kind']>({ line: true, steps: true, bars: true }),
  unit: wordOf<ChartView['unit']>({ ms: true, '%': true, USD: true, tokens: true, MB: true, '': true }),
  x: isAxis,
  series: listOf(record<ChartView['series'][number]>({ label: isText, values: listOf(numberOrNull) })),
  marks: listOf(record<ChartView['marks'][number]>({ value: isNumber, label: isText })),
  note: textOrNull,
});

const isMetrics = record<MetricsView>({
  figures: listOf(record<Figure>({ id: isText, label: isText, value: textOrNull, note: textOrNull })),
  charts: listOf(isChart),
  anomalies: areTexts,
});

const isWorker = record<WorkerStatus>({
  attempt: isText,
  pool: isText,
  pid: numberOrNull,
  health: isHealth,
  doing: isText,
  lastSignAt: textOrNull,
  contextUsed: numberOrNull,
  blocks: areTexts,
  waitsFor: areTexts,
});

const isQueueEntry = record<QueueEntryStatus>({
  plan: isText,
  id: isText,
  place: isNumber,
  held: isFlag,
  step: orNull(wordOf<NonNullable<QueueEntryStatus['step']>>({ gate: true, landing: true })),
  since: isText,
});

const isActivity = record<Activity>({
  seq: isNumber,
  at: isText,
  kind: isAnyWord,
  task: textOrNull,
  text: isText,
  reason: textOrNull,
});

const parts: { readonly [Part in keyof DashboardView]: Shape<DashboardView[Part]> } = {
  header: isHeader,
  structure: isStructure,
  tasks: listOf(isCard),
  timeline: listOf(record<TaskSpans>({ ref: isText, spans: listOf(isSpan) })),
  forecast: orNull(isForecast),
  phases: listOf(record<PhaseForecast>({ phase: isText, plannedMs: isNumber, actualMs: isNumber })),
  metrics: isMetrics,
  workers: listOf(isWorker),
  queue: listOf(isQueueEntry),
  activity: listOf(isActivity),
};

/** Whether a view is whole, and in its shape. */
export const isView = record<DashboardView>(parts);

/** A patch is a view of which parts may be missing. */
export function isPatch(value: unknown): value is DashboardPatch {
  return (
    isObject(value) &&
    Object.entries({ ...parts, order: areTexts, charts: areTexts }).every(
      ([key, isPart]) => !Object.hasOwn(value, key) || isPart(value[key]),
    )
  );
}

export const isTaskDetail = record<TaskDetail>({
  ref: isText,
  attempts: listOf(
    record<AttemptStatus>({
      number: isNumber,
      cause: isText,
      agent: isText,
      model: textOrNull,
      state: isAnyWord,
      reason: textOrNull,
      startedAt: isText,
      endedAt: textOrNull,
      costUsd: numberOrNull,
      base: textOrNull,
      commit: textOrNull,
      folder: isText,
    }),
  ),
  gates: listOf(
    record<GateStatus>({
      attempt: isNumber,
      command: isText,
      passed: isFlag,
      reason: isText,
      durationMs: isNumber,
      endedAt: isText,
      outputFile: isText,
    }),
  ),
  files: areTexts,
  filesChanged: isNumber,
  activity: listOf(isActivity),
  branch: textOrNull,
  worktree: textOrNull,
  request: textOrNull,
  actions: listOf(isTaskAction),
});

function areCounts(value: unknown): value is HeaderView['counts'] {
  return (
    isObject(value) && Object.entries(value).every(([state, count]) => isTaskState(state) && isNumber(count))
  );
}

function isPair(value: unknown): value is readonly [string, string] {
  return areTexts(value) && value.length === 2;
}

function isAxis(value: unknown): value is ChartView['x'] {
  if (!isObject(value)) return false;
  return value['kind'] === 'time' ? listOf(isNumber)(value['at']) : areTexts(value['names']);
}
