import { findExecutable } from '../adapters/agents/findExecutable.ts';
import type { Config } from '../core/config/config.ts';
import { error, ok, warning, type DoctorCheck } from './doctorCheck.ts';

interface GateSurroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Where relative commands start from. */
  readonly root: string;
}

/** Whether there is a gate, and the programs that its commands start with. */
export function checkGate(config: Config, surroundings: GateSurroundings): readonly DoctorCheck[] {
  if (config.verify.length === 0) {
    const text = 'No gate is configured: tasks land ungated.';
    return [warning('gate', text, 'Name the test command in tutti.json: "verify".')];
  }
  const missing = config.verify.flatMap((command) => {
    const program = programOf(command);
    return program === null || isThere(program, config, surroundings) ? [] : [{ command, program }];
  });
  if (missing.length === 0) return [ok('gate', `The gate: ${config.verify.join('; ')}.`)];
  return missing.map(({ command, program }) =>
    error(
      'gate',
      `The gate \`${command}\` can't run: there is no program ${program}.`,
      'Install it, or correct "verify" in tutti.json.',
    ),
  );
}

/** What a POSIX shell has built in, as far as a command starts with it, and its words. */
const shellWords = new Set([
  ...['.', ':', 'case', 'for', 'if', 'time', 'until', 'while'],
  ...['cd', 'command', 'echo', 'eval', 'exec', 'exit', 'export', 'false', 'printf', 'read', 'set'],
  ...['source', 'test', 'trap', 'true', 'type', 'ulimit', 'umask', 'unset', 'wait'],
  ...['call', 'dir', 'rem'],
]);

/** The program that a command line starts; null when only a shell could tell (quotes, variables, its own words). */
function programOf(command: string): string | null {
  const words = command.trim().split(/[\s;&|]+/);
  const first = words.find((word) => !/^\w+=[^"'`$\\]*$/.test(word));
  if (first === undefined || !/^[\w./@+:-]+$/.test(first)) return null;
  return shellWords.has(first) ? null : first;
}

function isThere(program: string, config: Config, { env, root }: GateSurroundings): boolean {
  // Setup may make what a path names; the user's checkout need not have it.
  const isMade = program.includes('/') && config.worktree.setup.length > 0;
  return isMade || findExecutable(program, env, root) !== null;
}
