import { devNull } from 'node:os';
import * as path from 'node:path';

/** Configuration of every git command of ours, beside the user's own. */
const ownConfig: readonly (readonly [key: string, value: string])[] = [
  // Below a device nothing can be: no hooks, and nobody can plant one.
  ['core.hooksPath', path.join(devNull, 'hooks')],
  ['commit.gpgSign', 'false'],
  ['tag.gpgSign', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  // May name a program to run.
  ['core.fsmonitor', 'false'],
  // Threads cost more than they give when several worktrees are at work.
  ['core.preloadIndex', 'false'],
  ['branch.autoSetupMerge', 'false'],
  ['advice.detachedHead', 'false'],
  ['submodule.recurse', 'false'],
  ['merge.verifySignatures', 'false'],
  ['diff.external', ''],
  ['rerere.enabled', 'false'],
];

/** Of what git reads from the environment, what says who and how, not which repository, index or trace file. */
const keptVariables =
  /^GIT_(AUTHOR_NAME|AUTHOR_EMAIL|COMMITTER_NAME|COMMITTER_EMAIL|EXEC_PATH|SSL_.*|SSH|SSH_.*|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|CONFIG_(KEY|VALUE)_\d+)$/;

/**
 * The whole environment for git commands: no hooks, no signing, no prompts, no background work, messages in English,
 * and nothing inherited that points to another repository. Configuration given by `GIT_CONFIG_COUNT` stays in force.
 */
export function gitEnvironment(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (!name.startsWith('GIT_') || keptVariables.test(name)) env[name] = value;
  }
  const given = Number.parseInt(inherited['GIT_CONFIG_COUNT'] ?? '0', 10) || 0;
  ownConfig.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${given + index}`] = key;
    env[`GIT_CONFIG_VALUE_${given + index}`] = value;
  });
  return {
    ...env,
    GIT_CONFIG_COUNT: String(given + ownConfig.length),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_EDITOR: 'true',
    GIT_PAGER: 'cat',
    LC_ALL: 'C',
    LANGUAGE: '',
  };
}
