import type { RunStatus, TaskStatusRow } from '../../shared/status.ts';
import type { JournalEvent } from '../engine/events.ts';
import { evolve, initialState } from '../engine/evolve.ts';
import type { PastTask } from '../engine/estimates.ts';
import type { Forecast } from '../engine/forecast.ts';
import type { RunState } from '../engine/state.ts';
import { forecastIntervalMs, forecastLeft, forecastWhole } from './eta.ts';
import { forecastLines } from './forecastLines.ts';
import type { HistoryLine } from './history.ts';
import { earlierTasks } from './pastTasks.ts';
import { runTimes } from './runTimes.ts';

/** The report of a run as it stands, told event by event. */
export class RunReport {
  readonly #state = initialState();
  readonly #decisions: JournalEvent[] = [];
  /** A run that goes on is told anew with each change of it. */
  #told: Told | null = null;

  take(event: JournalEvent): void {
    evolve(this.#state, event);
    if (event.type === 'decisionMade') this.#decisions.push(event);
  }

  /** `past`: `history.ndjson` of all runs, oldest first; the same array until there is something new. */
  text(status: RunStatus, past: readonly HistoryLine[]): string {
    const [state, decisions] = [this.#state, this.#decisions];
    const [at, { overAt }] = [Date.parse(status.updatedAt), state];
    const known = this.#told;
    const isFresh =
      known?.past === past && known.overAt === overAt && at - known.at <= forecastIntervalMs(state);
    const told = isFresh ? known : { at, overAt, past, foretold: foretell(state, at, past) };
    this.#told = told;
    return toReport(status, { state, decisions, ...told.foretold });
  }
}

interface Told {
  readonly at: number;
  readonly overAt: number | null;
  readonly past: readonly HistoryLine[];
  readonly foretold: Foretold;
}

/** What forecasts say, and what they are from. */
export interface Foretold {
  /** Of earlier runs. */
  readonly past: readonly PastTask[];
  /** All of it, and what is left; null where there is none. */
  readonly whole: Forecast | null;
  readonly left: Forecast | null;
}

/** `lines`: `history.ndjson` of all runs, oldest first. */
export function foretell(state: RunState, now: number, lines: readonly HistoryLine[]): Foretold {
  const past = earlierTasks(lines, state.run);
  return { past, whole: forecastWhole(state, past), left: forecastLeft(state, now, past) };
}

export interface ReportFacts extends Foretold {
  readonly state: RunState;
  readonly decisions: readonly JournalEvent[];
}

/** `report.md`: what landed, what did not and why, what it took. Plain facts from status, journal and decisions. */
export function toReport(status: RunStatus, { state, decisions, past, whole, left }: ReportFacts): string {
  const sections = [
    `# Run ${status.run}`,
    summary(status, state.idleMs),
    ...status.plans.map((plan) => {
      const rows = status.tasks.filter((task) => task.plan === plan.name);
      const green = plan.gated
        ? ''
        : '\n\nNo gate is configured: tasks landed **ungated**, nothing here was verified.';
      const head = `\`${plan.integrationBranch}\` at \`${plan.head.slice(0, 12)}\``;
      return `## ${escapeMarkdown(plan.name)}\n\n${String(plan.landed)} of ${String(plan.total)} landed on ${head}.${green}\n\n${table(rows)}`;
    }),
    openSection(status),
    timeSection(state, Date.parse(status.updatedAt), past),
    forecastSection('What was foretold', whole),
    forecastSection('What is left', left),
    decisionSection(decisions),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function summary(status: RunStatus, idleMs: number): string {
  const seconds = (Date.parse(status.updatedAt) - Date.parse(status.startedAt) - idleMs) / 1_000;
  const reason = status.reason === null ? '' : ` (${status.reason})`;
  const cost = status.totals.costUsd > 0 ? `, ${status.totals.costUsd.toFixed(2)} USD` : '';
  return `${status.state}${reason} after ${longDuration(seconds)}; ${String(status.totals.tokens)} tokens${cost}. Started ${status.startedAt}.`;
}

function table(rows: readonly TaskStatusRow[]): string {
  const head =
    '| task | state | attempts | agent | time | tokens | files | why |\n| --- | --- | --- | --- | --- | --- | --- | --- |';
  const lines = rows.map((row) => {
    const cells = [
      `${row.id} ${row.title}`,
      row.ungated ? `${row.state}, ungated` : row.state,
      String(row.attempt),
      row.agent ?? '',
      timeOf(row),
      String(row.tokens.input + row.tokens.output),
      String(row.filesChanged),
      row.why ?? '',
    ];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return [head, ...lines].join('\n');
}

function openSection(status: RunStatus): string {
  const open = status.tasks.filter((task) => task.state !== 'landed' && task.state !== 'skipped');
  if (open.length === 0) return '';
  const lines = open.map(
    (task) =>
      `- ${escapeMarkdown(`${task.id} ${task.title}`)}: ${task.state}${task.why === null ? '' : `, ${escapeMarkdown(task.why)}`}`,
  );
  return `## Not landed\n\n${lines.join('\n')}`;
}

function timeSection(state: RunState, until: number, past: readonly PastTask[]): string {
  const { elapsedMs, sequentialMs, chainMs, phases } = runTimes(state, until, past);
  if (sequentialMs === 0 || elapsedMs <= 0) return '';
  const told = (ms: number): string => longDuration(ms / 1_000);
  const lines = [
    `One after the other the agents took ${told(sequentialMs)}: ${(sequentialMs / elapsedMs).toFixed(1)} times as long as the run.`,
    `The longest chain of tasks took ${told(chainMs)}: no number of agents is faster.`,
  ];
  const rows = phases.map(
    ({ phase, plannedMs, actualMs }) => `| ${cell(phase)} | ${told(plannedMs)} | ${told(actualMs)} |`,
  );
  const head = '| phase | planned | took |\n| --- | --- | --- |';
  return `## Time\n\n${lines.join(' ')}\n\n${[head, ...rows].join('\n')}`;
}

/** The same as before the run, from the same: the plan as it is now, and earlier runs. */
function forecastSection(title: string, forecast: Forecast | null): string {
  if (forecast === null || forecast.tasks.length === 0) return '';
  const lines = forecastLines(forecast).map((line) => `- ${escapeMarkdown(line)}`);
  return `## ${title}\n\n${lines.join('\n')}`;
}

function decisionSection(events: readonly JournalEvent[]): string {
  const lines = events.flatMap((event) => {
    if (event.type !== 'decisionMade') return [];
    const task = event.task === null ? '' : `${event.task}: `;
    return [
      `- ${new Date(event.at).toISOString().slice(11, 19)} ${escapeMarkdown(`${task}${event.what} (${event.why})`)}`,
    ];
  });
  return lines.length === 0 ? '' : `## Decisions\n\n${lines.join('\n')}`;
}

function timeOf(row: TaskStatusRow): string {
  if (row.startedAt === null || row.endedAt === null) return '';
  return longDuration((Date.parse(row.endedAt) - Date.parse(row.startedAt)) / 1_000);
}

function longDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${String(minutes)} min ${String(whole % 60)} s`
    : `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}

function cell(text: string): string {
  return escapeMarkdown(text).slice(0, 300);
}

/** Titles and reasons are other people's words: shown as text, on one line. */
function escapeMarkdown(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters to remove
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
