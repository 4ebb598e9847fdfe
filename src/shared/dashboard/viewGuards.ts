import { hasFields, type FieldKind, type Fields } from '../fields.ts';
import { taskStates } from '../taskStates.ts';
import type { DashboardPatch } from './messages.ts';
import type { ChartView, DashboardView, HeaderView, SpanKind, TaskDetail } from './view.ts';

/** Whether all that the page reads of a view is there, in its shape. */
export function isView(value: unknown): value is DashboardView {
  return hasFields(value, {}) && Object.entries(parts).every(([key, isPart]) => isPart(value[key]));
}

/** A patch is a view of which parts may be missing. */
export function isPatch(value: unknown): value is DashboardPatch {
  if (!hasFields(value, {})) return false;
  const { order } = value;
  if (order !== undefined && !areStrings(order)) return false;
  return Object.entries(parts).every(([key, isPart]) => value[key] === undefined || isPart(value[key]));
}

export function isTaskDetail(value: unknown): value is TaskDetail {
  return (
    hasFields(
      value,
      fieldsOf({
        string: 'ref',
        'string?': 'branch worktree',
        number: 'filesChanged',
        strings: 'files actions',
      }),
    ) &&
    areAll(value['attempts'], attemptFields) &&
    areAll(value['gates'], gateFields) &&
    areAll(value['activity'], activityFields)
  );
}

const attemptFields: Fields = fieldsOf({
  string: 'cause agent state startedAt',
  'string?': 'model reason endedAt',
  number: 'number',
  'number?': 'costUsd',
});

const gateFields: Fields = fieldsOf({
  string: 'command reason endedAt',
  number: 'attempt durationMs',
  boolean: 'passed',
});

const activityFields: Fields = fieldsOf({ string: 'at kind text', 'string?': 'task reason', number: 'seq' });

/** Keyed by part, so that the compiler misses none. */
const parts: Readonly<Record<keyof DashboardView, (value: unknown) => boolean>> = {
  header: isHeader,
  structure: isStructure,
  tasks: areCards,
  timeline: (value) =>
    areAll(value, fieldsOf({ string: 'ref' })) && value.every(({ spans }) => areSpans(spans)),
  forecast: (value) => value === null || isForecast(value),
  metrics: isMetrics,
  // Not read by the page yet.
  workers: Array.isArray,
  queue: Array.isArray,
  activity: Array.isArray,
};

const runStates: Readonly<Record<HeaderView['state'], true>> = {
  idle: true,
  running: true,
  paused: true,
  draining: true,
  stopped: true,
  done: true,
  failed: true,
  halted: true,
};

const spanKinds: Readonly<Record<SpanKind, true>> = {
  waiting: true,
  setup: true,
  running: true,
  gate: true,
  merge: true,
  'needs-you': true,
};

const chartKinds: Readonly<Record<ChartView['kind'], true>> = { line: true, steps: true, bars: true };

function isHeader(value: unknown): boolean {
  return (
    hasFields(
      value,
      fieldsOf({
        string: 'state',
        'string?': 'run reason',
        number: 'landed total tokens costUsd',
        'number?': 'startedAt endedAt budgetUsd',
        object: 'counts',
        strings: 'controls',
      }),
    ) &&
    isWordOf(runStates, value['state']) &&
    hasFields(value['counts'], {}) &&
    Object.entries(value['counts']).every(
      ([state, count]) => isWordOf(taskStates, state) && typeof count === 'number',
    ) &&
    (value['eta'] === null ||
      hasFields(value['eta'], fieldsOf({ number: 'at', 'number?': 'earliest latest' }))) &&
    areAll(value['plans'], fieldsOf({ string: 'name path', number: 'landed total' }))
  );
}

function isStructure(value: unknown): boolean {
  return (
    hasFields(value, fieldsOf({ number: 'version', strings: 'criticalPath' })) &&
    areAll(value['phases'], fieldsOf({ string: 'ref plan id title' })) &&
    areAll(value['nodes'], fieldsOf({ string: 'ref id kind title', 'string?': 'phase' })) &&
    areAll(value['edges'], fieldsOf({ string: 'from to why' })) &&
    areAll(value['overlaps'], fieldsOf({ strings: 'tasks files' }))
  );
}

function areCards(value: unknown): boolean {
  return (
    areAll(
      value,
      fieldsOf({
        string: 'ref state',
        'string?': 'why agent model health doing',
        number: 'attempt tokens filesChanged',
        'number?': 'startedAt endedAt progress contextUsed costUsd',
        boolean: 'gate ungated held',
        strings: 'blockers',
      }),
    ) && value.every(({ state }) => isWordOf(taskStates, state))
  );
}

function areSpans(value: unknown): boolean {
  const fields: Fields = fieldsOf({
    string: 'kind',
    'string?': 'slot why',
    number: 'from attempt',
    'number?': 'to',
  });
  return areAll(value, fields) && value.every(({ kind }) => isWordOf(spanKinds, kind));
}

function isForecast(value: unknown): boolean {
  const interval: Fields = fieldsOf({ number: 'expected', 'number?': 'low high' });
  return (
    hasFields(
      value,
      fieldsOf({
        'string?': 'bindingLimit',
        number: 'sequentialMs criticalPathMs peak utilization',
        object: 'wallMs',
        strings: 'hints',
      }),
    ) &&
    hasFields(value['wallMs'], interval) &&
    (value['costUsd'] === null || hasFields(value['costUsd'], interval)) &&
    areAll(value['phases'], fieldsOf({ string: 'phase', number: 'plannedMs actualMs' })) &&
    areAll(value['tasks'], fieldsOf({ string: 'ref basis', number: 'startAt endAt slackMs' }))
  );
}

function isMetrics(value: unknown): boolean {
  return (
    hasFields(value, fieldsOf({ strings: 'anomalies' })) &&
    areAll(value['figures'], fieldsOf({ string: 'id label', 'string?': 'value note' })) &&
    areAll(value['charts'], fieldsOf({ string: 'id title kind unit', 'string?': 'note', object: 'x' })) &&
    value['charts'].every(isChart)
  );
}

function isChart({ kind, x, series, marks }: Readonly<Record<string, unknown>>): boolean {
  return (
    isWordOf(chartKinds, kind) &&
    hasFields(x, fieldsOf({ string: 'kind' })) &&
    (x['kind'] === 'time' ? areNumbers(x['at'], false) : areStrings(x['names'])) &&
    areAll(series, fieldsOf({ string: 'label' })) &&
    series.every(({ values }) => areNumbers(values, true)) &&
    areAll(marks, fieldsOf({ string: 'label', number: 'value' }))
  );
}

/** Names of fields by their kind: the page is small, and these are many. */
function fieldsOf(names: Readonly<Partial<Record<FieldKind, string>>>): Fields {
  return Object.fromEntries(
    Object.entries(names).flatMap(([kind, all]) => all.split(' ').map((name) => [name, kind as FieldKind])),
  );
}

function areAll(value: unknown, fields: Fields): value is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) && value.every((one) => hasFields(one, fields));
}

function areStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function areNumbers(value: unknown, withGaps: boolean): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'number' || (withGaps && one === null));
}

function isWordOf(words: Readonly<Record<string, true>>, value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(words, value);
}
