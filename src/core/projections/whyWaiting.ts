import type { Activity } from '../../shared/activity.ts';
import type { PlanView, TaskView } from '../../shared/planView.ts';
import type { LimitStatus, RunStatus } from '../../shared/status.ts';
import { hourAndMinuteText } from '../../shared/dashboard/quantities.ts';
import { printable } from '../base/printable.ts';

/** Why a task is where it is: one sentence, then what it rests on. */
export interface WhyAnswer {
  readonly headline: string;
  /** None is empty. */
  readonly sections: readonly WhySection[];
}

export interface WhySection {
  readonly title: string;
  readonly rows: readonly WhyRow[];
}

export interface WhyRow {
  readonly text: string;
  /** Its state, or when it was: a word or two. */
  readonly note: string;
  /** Its own reason; null when there is nothing to say. */
  readonly detail: string | null;
  /** Id of the task of the plan that it is about; null: none. */
  readonly task: string | null;
}

interface Around {
  readonly plan: PlanView;
  readonly status: RunStatus | null;
  /** Of the run, newest first. */
  readonly activity: readonly Activity[];
}

/** Titles of the sections with what it waits for, and with what that waits for. */
export const waitsFor = 'It waits for';
export const waitInTurn = 'These wait for';

const maxRows = 30;
const maxDecisions = 5;
const maxChars = 200;

export function whyWaiting(task: TaskView, around: Around): WhyAnswer {
  const direct = blockersOf(task, around.plan);
  const behind = furtherBlockers(task, around.plan).filter((one) => !direct.includes(one));
  const waiters = task.dependents.flatMap((id) => around.plan.tasks.get(id) ?? []);
  const sections: readonly WhySection[] = [
    { title: waitsFor, rows: direct.map((one) => taskRow(one, around)) },
    { title: waitInTurn, rows: behind.map((one) => taskRow(one, around)) },
    { title: 'Limits that are full', rows: limitRows(task, around) },
    { title: 'What happened to it last', rows: lastRows(task, around) },
    { title: 'What waits for it', rows: waiters.map((one) => taskRow(one, around)) },
  ];
  return {
    headline: headlineOf(task, { ...around, direct }),
    sections: sections
      .filter(({ rows }) => rows.length > 0)
      .map(({ title, rows }) => ({ title, rows: rows.slice(0, maxRows) })),
  };
}

/** The answer as plain text. */
export function whyWaitingText({ headline, sections }: WhyAnswer): string {
  const lines = sections.flatMap(({ title, rows }) => [
    '',
    `${title}:`,
    ...rows.map(({ text, note, detail }) => `- ${text} (${note})${detail === null ? '' : `: ${detail}`}`),
  ]);
  return [headline, ...lines, ''].join('\n');
}

function headlineOf(task: TaskView, around: Around & { readonly direct: readonly TaskView[] }): string {
  const { id, state, row } = task;
  const { status, direct } = around;
  const why = row?.request?.message ?? task.why;
  if (row !== null && !row.selected) return `${id} is left out of this run: Run Task takes it in.`;
  switch (state) {
    case 'pending':
      return direct.length === 0
        ? sentence(`${id} is pending`, why)
        : `${id} waits for ${nameAll(direct)}.${notStarted(status, row)}`;
    case 'ready':
      return row === null ? `${id} could start: no run plays it.` : sentence(`${id} is ready to start`, why);
    case 'blocked':
      return direct.length === 0
        ? sentence(`${id} is blocked`, why)
        : `${id} is blocked by ${nameAll(direct)}: retry or skip what failed.`;
    case 'queued':
      return sentence(queueText(task, status), isHeld(task, status) || row?.gate === true ? null : why);
    case 'preparing':
    case 'running':
      return `${id} waits for nothing: ${doing(task, status)}.`;
    case 'waiting':
      return sentence(`${id} waits for a while`, why);
    case 'needs-you':
      return sentence(`${id} waits for you`, why);
    case 'landing':
      return `${id} is being merged.`;
    case 'landed':
      return sentence(`${id} has landed`, why);
    case 'failed':
    case 'skipped':
    case 'cancelled':
      return sentence(`${id} ended as ${state}`, why);
  }
}

function notStarted(status: RunStatus | null, row: TaskView['row']): string {
  return status === null || row === null ? ' No run plays it yet.' : '';
}

function sentence(text: string, why: string | null): string {
  const full = why === null || why === '' ? text : `${text}: ${clip(why)}`;
  return /[.!?…]$/.test(full) ? full : `${full}.`;
}

function nameAll(tasks: readonly TaskView[]): string {
  return nameList(tasks.map(({ id, state }) => `${id} (${state})`));
}

function nameList(names: readonly string[]): string {
  const named = names.slice(0, 4);
  const more = names.length - named.length;
  const all = more === 0 ? named : [...named, `${String(more)} more`];
  const last = all.at(-1) ?? '';
  return all.length === 1 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
}

function queueText({ id, plan, row }: TaskView, status: RunStatus | null): string {
  const entry = status?.queue.find((one) => one.plan === plan && one.id === id);
  if (entry === undefined) return `${id} is in the merge queue`;
  const place = `${id} is number ${String(entry.place)} in the merge queue`;
  if (entry.held) return `${place} and is held: Release lets it land`;
  if (entry.step === 'gate') {
    const command = row?.runningGate?.command;
    return `${place}, and its gate runs${command === undefined ? '' : `: ${clip(command)}`}`;
  }
  const ahead = status?.queue.filter((one) => one.plan === plan && one.place < entry.place) ?? [];
  const behind = ahead.length === 0 ? place : `${place}, behind ${nameList(ahead.map((one) => one.id))}`;
  const gated = status?.tasks.filter(({ gate }) => gate) ?? [];
  if (entry.step === 'landing' || gated.length === 0) return behind;
  const gates = gated.length === 1 ? 'the gate' : 'gates';
  return `${behind}. The verification limit is taken by ${gates} of ${nameList(gated.map((one) => one.id))}`;
}

/** A person keeps it from landing. */
export function isHeld({ id, plan }: TaskView, status: RunStatus | null): boolean {
  return status?.queue.some((one) => one.plan === plan && one.id === id && one.held) ?? false;
}

function doing({ ref, row }: TaskView, status: RunStatus | null): string {
  const worker = status?.workers.find(({ attempt }) => attempt.startsWith(`${ref}/`));
  const who = row?.agent ?? 'an agent';
  const attempt = row !== null && row.attempt > 1 ? `, attempt ${String(row.attempt)}` : '';
  const health = worker === undefined || worker.health === 'healthy' ? '' : ` (${worker.health})`;
  return `${who} is at work${attempt}${worker === undefined ? '' : `, ${clip(worker.doing)}${health}`}`;
}

function taskRow(task: TaskView, { status, plan }: Around): WhyRow {
  return {
    text: `${task.id} ${printable(task.title, 80)}`,
    note: task.state,
    detail: reasonOf(task, plan, status),
    task: task.id,
  };
}

function reasonOf(task: TaskView, plan: PlanView, status: RunStatus | null): string | null {
  const why = task.row?.request?.message ?? task.why;
  if (why !== null) return clip(why);
  if (task.state === 'running' || task.state === 'preparing') return doing(task, status);
  const blockers = blockersOf(task, plan);
  return blockers.length === 0 ? null : `waits for ${nameAll(blockers)}`;
}

function blockersOf({ blockers }: TaskView, { tasks }: PlanView): readonly TaskView[] {
  return blockers.flatMap(({ id }) => tasks.get(id) ?? []);
}

/** Down to where the waiting ends, nearest first, each once. */
function furtherBlockers(task: TaskView, plan: PlanView): readonly TaskView[] {
  const found = new Set<TaskView>();
  const open = [...blockersOf(task, plan)];
  for (let next = open.shift(); next !== undefined && found.size < maxRows; next = open.shift()) {
    for (const blocker of blockersOf(next, plan)) {
      if (found.has(blocker) || blocker === task) continue;
      found.add(blocker);
      open.push(blocker);
    }
  }
  return [...found];
}

/** Only for a task that could start: for all others it is too early to ask. */
function limitRows({ state, row }: TaskView, { plan, status }: Around): readonly WhyRow[] {
  if (state !== 'ready') return [];
  const own = new Set(row?.limits);
  const full =
    status?.limits.filter(({ tier, name, used, max }) => used >= max && own.has(`${tier} ${name}`)) ?? [];
  return full.flatMap((limit) => [
    limitRow(limit),
    ...limit.holders.flatMap((ref) => {
      const holder = [...plan.tasks.values()].find((one) => one.ref === ref);
      return holder === undefined ? [] : [taskRow(holder, { plan, status, activity: [] })];
    }),
  ]);
}

function limitRow({ tier, name, used, max, holders }: LimitStatus): WhyRow {
  return {
    text: `${tier} ${name}`,
    note: `${String(used)} of ${String(max)}`,
    detail: `held by ${holders.join(', ')}`,
    task: null,
  };
}

function lastRows({ ref }: TaskView, { activity }: Around): readonly WhyRow[] {
  return activity
    .filter(({ task }) => task === ref)
    .slice(0, maxDecisions)
    .map(({ at, text, reason }) => ({
      text,
      note: hourAndMinuteText(Date.parse(at)),
      detail: reason === null ? null : clip(reason),
      task: null,
    }));
}

function clip(text: string): string {
  return printable(text, maxChars);
}
