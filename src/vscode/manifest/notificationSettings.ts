import type { SettingEntry } from './settingEntry.ts';

/** What is worth a notification; whatever is muted still stands in the views and in the status bar. */
export type NoticeKind = 'needsYou' | 'conflict' | 'runEnded' | 'budget' | 'halted';

export const noticeSetting = (kind: NoticeKind): `tutti.notifications.${NoticeKind}` =>
  `tutti.notifications.${kind}`;

function shown(markdownDescription: string): SettingEntry {
  return { type: 'boolean', default: true, markdownDescription, scope: 'window' };
}

export const notificationSettings: Readonly<Record<`tutti.notifications.${NoticeKind}`, SettingEntry>> = {
  'tutti.notifications.needsYou': shown(
    'Notify when an agent asks for permission or for an answer, or when work waits for a review.',
  ),
  'tutti.notifications.conflict': shown('Notify when a conflict is left for you to resolve.'),
  'tutti.notifications.runEnded': shown(
    'Notify when a run has ended, unless the window is focused and the Plan view can be seen.',
  ),
  'tutti.notifications.budget': shown('Notify when a budget is spent.'),
  'tutti.notifications.halted': shown(
    'Notify when a run can not go on, e.g. because the disk is full, or was interrupted.',
  ),
};
