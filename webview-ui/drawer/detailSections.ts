import { durationText, timeOfDayText, usdText } from '../../src/shared/dashboard/quantities.ts';
import type { TaskDetail } from '../../src/shared/dashboard/view.ts';
import { bdi, h } from '../h.ts';
import { icon, taskLooks } from '../looks.ts';

/** The attempts, newest first. */
export function attemptsSection({ attempts }: TaskDetail, now: number): readonly Node[] {
  if (attempts.length === 0) return [];
  return section('Attempts', [
    h(
      'ol',
      { class: 'entries' },
      ...attempts.toReversed().map((attempt) => {
        const took =
          Date.parse(attempt.endedAt ?? new Date(now).toISOString()) - Date.parse(attempt.startedAt);
        const cost = attempt.costUsd === null ? '' : `, ${usdText(attempt.costUsd)}`;
        return h(
          'li',
          {},
          h('strong', {}, `${attempt.number}: ${attempt.state}`),
          h(
            'span',
            { class: 'dim' },
            ` ${attempt.cause}, `,
            bdi(attempt.agent),
            `, ${durationText(took)}${cost}`,
          ),
          ...(attempt.reason === null ? [] : [h('p', { class: 'why' }, bdi(attempt.reason))]),
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
      'ul',
      { class: 'entries' },
      ...gates
        .toReversed()
        .map(({ command, passed, reason, durationMs, attempt }) =>
          h(
            'li',
            {},
            h(
              'span',
              { class: 'with-icon' },
              icon(passed ? taskLooks.landed : taskLooks.failed),
              h(
                'span',
                {},
                h('strong', {}, passed ? 'passed ' : 'failed '),
                h('code', { dir: 'auto' }, command),
              ),
            ),
            h(
              'p',
              { class: 'dim' },
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
    h('ul', { class: 'files' }, ...files.map((file) => h('li', {}, bdi(file)))),
    ...(more > 0 ? [h('p', { class: 'dim' }, `and ${more} more`)] : []),
  ]);
}

/** What happened and what was decided, newest first. */
export function activitySection({ activity }: TaskDetail): readonly Node[] {
  if (activity.length === 0) return [];
  return section('Activity and decisions', [
    h(
      'ol',
      { class: 'entries activity' },
      ...activity.map(({ at, kind, text, reason }) =>
        h(
          'li',
          {},
          h('time', { datetime: at, class: 'dim' }, timeOfDayText(Date.parse(at))),
          ' ',
          kind === 'decision' ? h('span', { class: 'badge' }, 'decision') : null,
          ' ',
          bdi(text),
          ...(reason === null ? [] : [h('p', { class: 'dim' }, bdi(reason))]),
        ),
      ),
    ),
  ]);
}

function section(title: string, content: readonly Node[]): readonly Node[] {
  return [h('h3', {}, title), ...content];
}
