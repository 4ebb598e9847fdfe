import { simpleGit } from 'simple-git';
import type { SimpleGit } from 'simple-git';
import { gitEnvironment } from './gitEnvironment.ts';

/**
 * simple-git, for porcelain that people would type too: version, status, worktree list, log, config. It decides by
 * what is on stderr and not by the exit code, so nothing whose exit code means something goes through here.
 */
export function porcelain(folder: string, env = gitEnvironment(process.env)): SimpleGit {
  return simpleGit({
    baseDir: folder,
    maxConcurrentProcesses: 2,
    // It drops what it does not know of an environment, and takes ours for an attack: hooks path, editor, prompts.
    allowEnvironment: Object.keys(env),
    unsafe: {
      allowUnsafeConfigEnvCount: true,
      allowUnsafeEditor: true,
      allowUnsafePager: true,
      allowUnsafeAskPass: true,
      allowUnsafeHooksPath: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeDiffExternal: true,
      allowUnsafeSshCommand: true,
    },
  }).env(env);
}
