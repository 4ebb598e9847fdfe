import { configSettings } from './configSettings.ts';
import { editorSettings } from './editorSettings.ts';
import { notificationSettings } from './notificationSettings.ts';
import type { SettingEntry } from './settingEntry.ts';
import { terminalSettings } from './terminalSettings.ts';

export interface SettingGroup {
  readonly title: string;
  readonly settings: Readonly<Record<string, SettingEntry>>;
}

/** In the order in which the settings editor shows them. */
export const settingGroups: readonly SettingGroup[] = [
  { title: 'General', settings: fromConfig(['agent', 'plans', 'conflicts', 'retries', 'updateCheckboxes']) },
  {
    title: 'Agents',
    settings: fromConfig(['agents', 'turns', 'timeout', 'silence', 'grace', 'maxLogBytes']),
  },
  { title: 'Limits', settings: fromConfig(['limits', 'pools', 'budget']) },
  { title: 'Gates', settings: fromConfig(['verify', 'gate']) },
  { title: 'Worktrees and Merging', settings: fromConfig(['worktree', 'merge']) },
  { title: 'Editor', settings: editorSettings },
  { title: 'Terminal', settings: terminalSettings },
  { title: 'Notifications', settings: notificationSettings },
];

/** The settings of these parts of `tutti.json`, in their order there. */
function fromConfig(parts: readonly string[]): Readonly<Record<string, SettingEntry>> {
  return Object.fromEntries(
    parts.flatMap((part) =>
      [...configSettings]
        .filter(([path]) => path === part || path.startsWith(`${part}.`))
        .map(([path, setting]) => [`tutti.${path}`, setting]),
    ),
  );
}
