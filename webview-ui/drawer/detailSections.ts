import type { Activity } from '../../src/shared/activity.ts';
import { durationText, timeOfDayText, usdText } from '../../src/shared/dashboard/quantities.ts';
import type { TaskDetail } from '../../src/shared/dashboard/view.ts';
import { bdi, h } from '../h.ts';
import { icon, taskLooks } from '../looks.ts';

/** The attempts, newest first. */
export function attemptsSection({ attempts }: TaskDetail, now: number): readonly Node[] {
  if (attempts.length === 0) return [];
  return section('Attempts', [
    h(
      'ol.entries',
      ...attempts.toReversed().map((attempt) => {
        const took =
          Date.parse(attempt.endedAt ?? new Date(now).toISOString()) - Date.parse(attempt.startedAt);
        const cost = attempt.costUsd === null ? '' : `, ${usdText(attempt.costUsd)}`;
        return h(
          'li',
          h('strong', `${attempt.number}: ${attempt.state}`),
          h('span.dim', ` ${attempt.cause}, `, bdi(attempt.agent), `, ${durationText(took)}${cost}`),
          ...(attempt.reason === null ? [] : [h('p.why', bdi(attempt.reason))]),
        );
      }),
    ),
  ]);
}

/** Gate commands and how they ended, newest first. */
export function gatesSection({ gates }: TaskDetail): readonly Node[] {
  if (gates.length === 0) return [];
  return section('Gate results', [
    h(
      'ul.entries',
      ...gates
        .toReversed()
        .map(({ command, passed, reason, durationMs, attempt }) =>
          h(
            'li',
            h(
              'span.with-icon',
              icon(passed ? taskLooks.landed : taskLooks.failed),
              h('span', h('strong', passed ? 'passed ' : 'failed '), h('code', { dir: 'auto' }, command)),
            ),
            h(
              'p.dim',
              bdi(reason),
              `, ${durationText(durationMs)}`,
              attempt > 0 ? `, attempt ${attempt}` : '',
            ),
          ),
        ),
    ),
  ]);
}

export function filesSection({ files, filesChanged }: TaskDetail): readonly Node[] {
  if (filesChanged === 0) return [];
  const more = filesChanged - files.length;
  return section(`Files (${filesChanged})`, [
    h('ul.files', ...files.map((file) => h('li', bdi(file)))),
    ...(more > 0 ? [h('p.dim', `and ${more} more`)] : []),
  ]);
}

/** What happened and what was decided, newest first. */
export function activitySection({ activity }: TaskDetail): readonly Node[] {
  if (activity.length === 0) return [];
  return section('Activity and decisions', [h('ol.entries.activity', ...activity.map(activityEntry))]);
}

/** When, what, and why. */
export function activityEntry({ at, kind, text, reason }: Activity): HTMLElement {
  return h(
    'li',
    h('time.dim', { datetime: at }, timeOfDayText(Date.parse(at))),
    ' ',
    kind === 'decision' ? h('span.badge', 'decision') : null,
    ' ',
    bdi(text),
    reason === null ? null : h('p.dim', bdi(reason)),
  );
}

function section(title: string, content: readonly Node[]): readonly Node[] {
  return [h('h3', title), ...content];
}
