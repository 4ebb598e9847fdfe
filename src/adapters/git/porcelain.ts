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
    // It takes what an environment says for an attack. This one is the user's own, with our switches on top.
    allowEnvironment: Object.keys(env),
    unsafe: {
      allowUnsafeAskPass: true,
      allowUnsafeCommandBinaries: true,
      allowUnsafeConfigEnvCount: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeCredentialHelper: true,
      allowUnsafeDiffExternal: true,
      allowUnsafeDiffTextConv: true,
      allowUnsafeEditor: true,
      allowUnsafeExec: true,
      allowUnsafeFilter: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeGitProxy: true,
      allowUnsafeGpgProgram: true,
      allowUnsafeHooksPath: true,
      allowUnsafeMergeDriver: true,
      allowUnsafePager: true,
      allowUnsafeSshCommand: true,
      allowUnsafeSubmodule: true,
      allowUnsafeUrlRewrite: true,
    },
  }).env(env);
}
