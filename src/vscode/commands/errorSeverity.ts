import type { ErrorTopic, UserError } from '../../core/base/userError.ts';

const inOrder: ReadonlySet<ErrorTopic> = new Set(['nothing', 'allLanded', 'noRun', 'noPlan']);

/** How loud an error of a command is told: red only what is wrong. */
export function errorSeverity({
  topic,
  exitCode,
}: Pick<UserError, 'topic' | 'exitCode'>): 'information' | 'warning' | 'error' {
  if (topic !== null && inOrder.has(topic)) return 'information';
  return exitCode === 1 ? 'warning' : 'error';
}
