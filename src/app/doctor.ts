import path from 'node:path';
import type { AgentFinding } from '../adapters/agents/find.ts';
import { freeDiskBytes } from '../adapters/git/freeDisk.ts';
import { openRepository } from '../adapters/git/openRepository.ts';
import type { RepositoryInfo } from '../adapters/git/openRepository.ts';
import { chooseSlotRoot } from '../adapters/git/slotRoot.ts';
import type { Config } from '../core/config/config.ts';
import { error, ok, warning } from './doctorCheck.ts';
import type { DoctorCheck } from './doctorCheck.ts';
import { checkAgents } from './doctorAgents.ts';
import { checkGate } from './doctorGate.ts';
import { formatProblem, loadConfig } from './loadConfig.ts';

export interface DoctorOptions {
  /** Agent programs that were looked for. */
  readonly agents: readonly AgentFinding[];
  readonly env: NodeJS.ProcessEnv;
  /** Version of Node, without a `v`. */
  readonly nodeVersion: string;
}

/** Looks at all that a run in this folder stands on; changes nothing. */
export async function examine(folder: string, options: DoctorOptions): Promise<readonly DoctorCheck[]> {
  const { agents, env, nodeVersion } = options;
  const repository = await openRepository(folder);
  const root = repository.ok ? repository.value.mainWorktree : folder;
  const loaded = await loadConfig(root);
  const config = loaded.ok ? loaded.value.config : null;
  return [
    checkNode(nodeVersion),
    ...(repository.ok ? checkRepository(repository.value) : [refused(repository)]),
    ...(loaded.ok
      ? [
          ok(
            'config',
            loaded.value.file === null ? 'No tutti.json: the defaults count.' : 'tutti.json is valid.',
          ),
          ...loaded.value.warnings.map((problem) =>
            warning('config', formatProblem(problem), 'Remove the key.'),
          ),
        ]
      : loaded.problems.map((problem) => error('config', formatProblem(problem), 'Correct tutti.json.'))),
    ...(config === null ? [] : checkGate(config, { env, root })),
    ...checkAgents(agents, { env, config, root }),
    ...(repository.ok ? await checkPlaces(root, config) : []),
  ];
}

const minimumNode = { major: 20, minor: 19 } as const;
const gigabyte = 1_000_000_000;

function checkNode(version: string): DoctorCheck {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const { major: least, minor: leastMinor } = minimumNode;
  return major > least || (major === least && minor >= leastMinor)
    ? ok('node', `Node ${version}.`)
    : error('node', `Node ${version} is too old.`, `Install Node ${least}.${leastMinor} or newer.`);
}

function refused(problem: { readonly reason: string; readonly message: string }): DoctorCheck {
  const about = problem.reason === 'git-missing' || problem.reason === 'git-too-old' ? 'git' : 'repository';
  const [what = problem.message, fix] = problem.message.split(/: (?=[a-z])/);
  return error(about, sentence(what), fix === undefined ? 'See the message.' : sentence(fix));
}

function checkRepository(repository: RepositoryInfo): readonly DoctorCheck[] {
  const { branch, dirty, head, identity, gitVersion } = repository;
  const at = branch ?? `a detached HEAD (${head.slice(0, 10)})`;
  return [
    ok('git', `git ${gitVersion}.`),
    dirty
      ? warning(
          'repository',
          `${repository.mainWorktree} is at ${at}, with uncommitted changes; these are not part of a run's base.`,
          'Commit what the tasks need.',
        )
      : ok('repository', `${repository.mainWorktree} is at ${at}.`),
    identity === null
      ? error(
          'identity',
          'git knows no name and address to commit with.',
          'git config --global user.name "You"; git config --global user.email you@example.com',
        )
      : ok('identity', `Commits are by ${identity.name} <${identity.email}>.`),
  ];
}

async function checkPlaces(root: string, config: Config | null): Promise<readonly DoctorCheck[]> {
  const slots = chooseSlotRoot(root, config?.worktree.root ?? null);
  const free = await freeDiskBytes(slots.folder);
  const text = `${(free / gigabyte).toFixed(1)} GB are free for worktrees.`;
  return [
    slots.why === 'inside'
      ? warning(
          'worktrees',
          `${path.dirname(root)} can't be written, so worktrees go to ${slots.folder}.`,
          'Make it writable, or name a folder: "worktree": { "root": … }.',
        )
      : ok('worktrees', `Worktrees go to ${slots.folder}.`),
    diskCheck(free, text),
  ];
}

function diskCheck(free: number, text: string): DoctorCheck {
  if (free < 0.5 * gigabyte) return error('disk', text, 'Make room: a run stops when the disk is full.');
  if (free < 5 * gigabyte) return warning('disk', text, 'Make room for a worktree per agent.');
  return ok('disk', text);
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
