import { printable } from '../../core/base/printable.ts';
import { elapsedMs, durationText, minutesText, usdText } from '../../shared/dashboard/quantities.ts';
import type { AttemptStatus, GateStatus } from '../../shared/status.ts';
import type { RowLook } from './rowLook.ts';
import { attemptWords } from './stateLook.ts';
import { contextValue } from './treeRow.ts';

/** An attempt below its task: `#2 claude`, `gate failed · 6m · $0.41`. */
export function attemptLook(attempt: AttemptStatus, now: number, hasGates: boolean): RowLook {
  const word = attemptWords[attempt.state];
  const elapsed = elapsedMs(attempt.startedAt, attempt.endedAt, now);
  const details = [
    ...(elapsed === null ? [] : [minutesText(elapsed)]),
    ...(attempt.costUsd === null || attempt.costUsd === 0 ? [] : [usdText(attempt.costUsd)]),
    ...(attempt.reason === null ? [] : [printable(attempt.reason, 100)]),
  ];
  const label = `#${attempt.number} ${printable(attempt.agent, 30)}`;
  return {
    label,
    description: [word, ...details].join(' · '),
    icon: { id: 'history', color: null },
    context: contextValue('attempt', attempt.state, attempt.commit !== null && 'hasCommit'),
    spoken: [`attempt ${attempt.number} by ${printable(attempt.agent, 30)}`, word, ...details].join(', '),
    children: hasGates ? 'closed' : 'none',
    mark: null,
  };
}

/** One gate command of an attempt: `npm test`, `passed · 12s`. */
export function gateLook(gate: GateStatus): RowLook {
  const word = gate.passed ? 'passed' : 'failed';
  const details = [durationText(gate.durationMs), ...(gate.passed ? [] : [printable(gate.reason, 100)])];
  const command = printable(gate.command, 60);
  return {
    label: command,
    description: [word, ...details].join(' · '),
    icon: gate.passed
      ? { id: 'pass-filled', color: 'testing.iconPassed' }
      : { id: 'error', color: 'testing.iconFailed' },
    context: contextValue('gate', word, gate.outputFile !== '' && 'hasOutput'),
    spoken: [`gate ${command}`, word, ...details].join(', '),
    children: 'none',
    mark: null,
  };
}
