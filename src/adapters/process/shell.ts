import type { ProcessOutcome, RunOptions } from './run.ts';
import { runProcess } from './run.ts';

/**
 * Runs a command line of the user's own configuration (gate, setup, regenerate) through the platform's shell. Never
 * for text that comes from a plan. The shell says 127 for a command that it does not find (cmd.exe: 9009).
 */
export function runShell(line: string, options: RunOptions): Promise<ProcessOutcome> {
  if (process.platform === 'win32') {
    const shell = process.env['ComSpec'] ?? 'cmd.exe';
    return runProcess(shell, ['/d', '/s', '/c', `"${line}"`], { ...options, verbatimArguments: true });
  }
  return runProcess('/bin/sh', ['-c', line], options);
}

/** The inherited environment without what would point the user's git commands at another repository than the folder's. */
export function userEnvironment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const pointers =
    /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|CEILING_DIRECTORIES)$/;
  const own = Object.entries(process.env).filter(([name]) => !pointers.test(name));
  return { ...Object.fromEntries(own), ...added };
}
