import type { DashboardView, TaskDetail } from '../../shared/dashboard/view.ts';
import type { AttemptStatus, GateStatus } from '../../shared/status.ts';
import { printable } from '../../core/base/printable.ts';
import {
  elapsedMs,
  countText,
  durationText,
  usdText,
  plural,
  timeOfDayText,
} from '../../shared/dashboard/quantities.ts';
import { textLine, type Line } from './cell.ts';
import { cardRow } from './taskLines.ts';
import { taskName } from './taskName.ts';

const maxFiles = 20;

/** All about one task, line by line: where it stands and why, attempts, gates, files, what has happened. */
export function detailLines(view: DashboardView, detail: TaskDetail, now: number): readonly Line[] {
  const card = view.tasks.find(({ ref }) => ref === detail.ref);
  const node = view.structure.nodes.find(({ ref }) => ref === detail.ref);
  if (card === undefined) return [textLine('gone', 'This task is not in the run any more.')];
  const row = cardRow(card, node, { view, now });
  const after = card.blockers.map((ref) => taskName(ref, view)).join(', ');
  const facts = [
    ...(row.agent === ''
      ? []
      : [card.model === null ? row.agent : `${row.agent} (${printable(card.model)})`]),
    ...(row.elapsed === '' ? [] : [row.elapsed]),
    ...(card.tokens === 0 ? [] : [`${countText(card.tokens)} tokens`]),
    ...(card.costUsd === null ? [] : [usdText(card.costUsd)]),
    ...(card.contextUsed === null ? [] : [`context ${Math.round(card.contextUsed * 100)}%`]),
    ...(card.progress === null ? [] : [`${Math.round(card.progress * 100)}% by its own account`]),
  ];
  return [
    textLine('state', `${row.look.symbol} ${row.word}`, { color: row.look.color, weight: 'bold' }),
    ...said('why', card.why),
    ...said('doing', card.doing),
    ...said('after', after === '' ? null : `after ${after}`),
    ...said('facts', facts.length === 0 ? null : facts.join(' · ')),
    ...said('branch', detail.branch === null ? null : `branch ${detail.branch}`),
    ...said('worktree', detail.worktree === null ? null : `worktree ${detail.worktree}`),
    ...section(
      'Attempts',
      detail.attempts.map((attempt) => attemptText(attempt, now)),
    ),
    ...section('Gates', detail.gates.map(gateText)),
    ...section('Files', fileTexts(detail)),
    ...section(
      'Activity',
      detail.activity.map(
        ({ at, text, reason }) =>
          `${timeOfDayText(Date.parse(at))}  ${text}${reason === null ? '' : `: ${reason}`}`,
      ),
    ),
  ];
}

function said(key: string, text: string | null): readonly Line[] {
  return text === null || text === '' ? [] : [textLine(key, printable(text, 400))];
}

function section(title: string, texts: readonly string[]): readonly Line[] {
  return [
    textLine(`${title} before`, ' '),
    textLine(title, title, { weight: 'bold' }),
    ...(texts.length === 0
      ? [textLine(`${title} none`, '  none', { weight: 'dim' })]
      : texts.map((text, index) => textLine(`${title} ${index}`, `  ${printable(text, 400)}`))),
  ];
}

function attemptText(attempt: AttemptStatus, now: number): string {
  const { number, cause, agent, state, reason, startedAt, endedAt, costUsd } = attempt;
  const took = elapsedMs(startedAt, endedAt, now) ?? 0;
  const cost = costUsd === null ? '' : `, ${usdText(costUsd)}`;
  return `${number} ${cause}, ${agent}: ${state}, ${durationText(took)}${cost}${reason === null ? '' : `; ${reason}`}`;
}

function gateText({ attempt, command, passed, reason, durationMs }: GateStatus): string {
  const result = passed ? 'passed' : `failed (${reason})`;
  return `${attempt} \`${command}\` ${result} in ${durationText(durationMs)}`;
}

function fileTexts({ files, filesChanged }: TaskDetail): readonly string[] {
  const shown = files.slice(0, maxFiles);
  const rest = Math.max(filesChanged, files.length) - shown.length;
  return rest > 0 ? [...shown, `and ${plural(rest, 'more file')}`] : shown;
}
