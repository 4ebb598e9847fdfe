import type { UserError } from '../../core/base/userError.ts';

/** How loud an error of a command is told: red only what is wrong. */
export function errorSeverity({
  topic,
  exitCode,
}: Pick<UserError, 'topic' | 'exitCode'>): 'information' | 'warning' | 'error' {
  if (topic === 'nothing' || topic === 'noRun' || topic === 'noPlan') return 'information';
  return exitCode === 1 ? 'warning' : 'error';
}
