import type { DashboardView, HeaderView } from '../../shared/dashboard/view.ts';
import { printable } from '../../core/base/printable.ts';
import { countText, durationText, usdText, hourAndMinuteText } from '../../shared/dashboard/quantities.ts';
import { progressBar } from '../progressBar.ts';
import { runColors, taskLooks } from '../taskLook.ts';
import type { TaskStateWord } from '../../shared/status.ts';
import { wholeWidth, type Line } from './cell.ts';

/** Two lines: the state with progress and times; what it used, and how many tasks are in which state. */
export function headerLines(
  { header }: DashboardView,
  { width, now }: { readonly width: number; readonly now: number },
): readonly Line[] {
  const { state, landed, total } = header;
  const color = state === 'idle' ? null : runColors[state];
  const used = [
    `${countText(header.tokens)} tokens`,
    header.budgetUsd === null
      ? usdText(header.costUsd)
      : `${usdText(header.costUsd)} of ${usdText(header.budgetUsd)}`,
  ];
  const progress = `${progressBar(landed, total, width < 100 ? 10 : 20)} ${landed}/${total} landed`;
  const text = header.reason === null ? [] : [printable(header.reason)];
  return [
    {
      key: 'state',
      chosen: false,
      cells: [
        { text: state, width: state.length + 2, color, weight: 'bold' },
        { text: progress, width: progress.length + 2 },
        { text: times(header, now).join(' · '), width: wholeWidth },
      ],
    },
    {
      key: 'used',
      chosen: false,
      cells: [
        {
          text: [...text, ...used, ...countsOf(header.counts)].join(' · '),
          width: wholeWidth,
          weight: 'dim',
        },
      ],
    },
  ];
}

function times(header: HeaderView, now: number): readonly string[] {
  const { startedAt, endedAt, eta } = header;
  const elapsed = startedAt === null ? [] : [durationText((endedAt ?? now) - startedAt)];
  if (eta === null) return elapsed;
  const { at, earliest, latest } = eta;
  const range =
    earliest === null || latest === null
      ? ''
      : ` (${hourAndMinuteText(earliest)}–${hourAndMinuteText(latest)})`;
  return [...elapsed, `${durationText(at - now)} left`, `ETA ${hourAndMinuteText(at)}${range}`];
}

function countsOf(counts: HeaderView['counts']): readonly string[] {
  const words = Object.keys(taskLooks).filter(
    (word): word is TaskStateWord => word in counts && word !== 'landed',
  );
  return words.map((word) => `${counts[word] ?? 0} ${word}`);
}
