import { findExecutable } from '../adapters/agents/findExecutable.ts';
import { UserError } from '../core/base/userError.ts';
import type { Config } from '../core/config/config.ts';
import type { LoadedPlan, Project } from './project.ts';

export interface GateSurroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Where relative commands start from. */
  readonly root: string;
}

interface MissingProgram {
  readonly command: string;
  readonly program: string;
}

/**
 * Throws UserError when a gate of the configuration or of a plan starts a program that is not on PATH. What is named by
 * a path may come with a task or with setup, so only the gate itself can tell.
 */
export function requireGatePrograms(project: Project, plans: readonly LoadedPlan[]): void {
  const { config, root } = project;
  const ofPlans = plans.flatMap(({ plan }) => [
    ...(plan.settings.verify ?? []),
    ...plan.tasks.flatMap((task) => [task.attributes.verify ?? '', ...task.verifyCommands]),
  ]);
  const missing = missingPrograms([...config.verify, ...ofPlans], config, { env: process.env, root });
  const first = missing.find(({ program }) => !program.includes('/'));
  if (first === undefined) return;
  throw new UserError(
    `The gate \`${first.command}\` can't run: there is no program ${first.program}. Install it, or correct the command.`,
    2,
    'config',
  );
}

/** Commands whose program is neither on PATH nor where its path says. */
export function missingPrograms(
  commands: readonly string[],
  config: Config,
  surroundings: GateSurroundings,
): readonly MissingProgram[] {
  return commands.flatMap((command) => {
    const program = programOf(command);
    return program === null || isThere(program, config, surroundings) ? [] : [{ command, program }];
  });
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
