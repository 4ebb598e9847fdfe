import { printable } from '../../core/base/printable.ts';
import type { AttemptSpec } from '../../shared/attempt.ts';

const maxTitleLength = 40;
const poolColors = ['ansiBlue', 'ansiGreen', 'ansiMagenta', 'ansiCyan', 'ansiYellow', 'ansiRed'] as const;

type Shown = Pick<AttemptSpec, 'taskId' | 'title' | 'number'> & { readonly agent: { readonly name: string } };

/** `2.3 Implement auth (claude #1)` */
export function terminalName({ taskId, title, number, agent }: Shown): string {
  const words = printable(title, maxTitleLength);
  return `${taskId} ${words} (${printable(agent.name, maxTitleLength)} #${String(number)})`;
}

/** Codicon of an agent. A terminal's icon can't change later, so it says nothing of the state. */
export function agentIcon({ adapter }: Pick<AttemptSpec['agent'], 'adapter'>): string {
  return adapter === 'claude' ? 'claude' : 'robot';
}

/** Colour id of a pool: the same for the same name, and blue for the default one. */
export function poolColor(pool: string): string {
  if (pool === 'default') return 'terminal.ansiBlue';
  const sum = Buffer.from(pool).reduce((total, byte) => total + byte, 0);
  return `terminal.${poolColors[sum % poolColors.length] ?? 'ansiBlue'}`;
}
