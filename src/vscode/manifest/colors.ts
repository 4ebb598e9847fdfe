/** A colour of the dashboard, so that themes and people can set it; its variable is `--vscode-tutti-…`. */
export interface ColorEntry {
  readonly description: string;
  /** A colour of VS Code's own for all themes, or one for each kind. */
  readonly defaults:
    string | Readonly<Record<'dark' | 'light' | 'highContrast' | 'highContrastLight', string>>;
}

export const colors: Readonly<Record<string, ColorEntry>> = {
  'tutti.task.pending': { description: 'Tasks that wait for others.', defaults: 'descriptionForeground' },
  'tutti.task.ready': { description: 'Tasks that could start.', defaults: 'foreground' },
  'tutti.task.running': { description: 'Tasks whose agent works.', defaults: 'charts.blue' },
  'tutti.task.stuck': { description: 'Tasks whose agent makes no progress.', defaults: 'charts.yellow' },
  'tutti.task.waiting': { description: 'Tasks that wait for time to pass.', defaults: 'charts.yellow' },
  'tutti.task.needsYou': { description: 'Tasks that wait for a person.', defaults: 'charts.yellow' },
  'tutti.task.landing': { description: 'Tasks in the merge queue.', defaults: 'charts.purple' },
  'tutti.task.landed': { description: 'Tasks that have landed.', defaults: 'charts.green' },
  'tutti.task.blocked': { description: 'Tasks that can not go on.', defaults: 'descriptionForeground' },
  'tutti.task.failed': { description: 'Tasks that have failed.', defaults: 'charts.red' },
  'tutti.task.skipped': { description: 'Tasks that are left out.', defaults: 'descriptionForeground' },
  'tutti.criticalPath': {
    description: 'The longest path through a plan.',
    defaults: {
      dark: '#e8912d',
      light: '#b5560b',
      highContrast: '#f38518',
      highContrastLight: '#a0480a',
    },
  },
  'tutti.overlap': { description: 'Tasks that share files.', defaults: 'charts.yellow' },
};
