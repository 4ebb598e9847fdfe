import { settingGroups } from './settings.ts';

/** The settings as a markdown table, for the README. */
export function settingsTable(): string {
  const rows = settingGroups.flatMap(({ settings }) =>
    Object.entries(settings).map(([key, setting]) => {
      const value = JSON.stringify(setting.default);
      const shown = value.length > 40 ? 'see there' : `\`${value}\``;
      return `| \`${key}\` | ${shown} | ${setting.markdownDescription.replaceAll('|', '\\|')} |`;
    }),
  );
  return ['| setting | default | what it does |', '| --- | --- | --- |', ...rows].join('\n');
}
