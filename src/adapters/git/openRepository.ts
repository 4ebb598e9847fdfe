import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { SimpleGit } from 'simple-git';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { ObjectId } from '../../core/engine/ports.ts';
import { runProcess } from '../process/run.ts';
import { gitEnvironment } from './gitEnvironment.ts';
import { parseWorktreeList, splitNul } from './parse.ts';
import { porcelain } from './porcelain.ts';

export interface RepositoryInfo {
  /** Absolute path of the main worktree, the first entry of `git worktree list`, whichever worktree was asked about. */
  readonly mainWorktree: string;
  /** Absolute path of the git folder that all worktrees share. */
  readonly commonDir: string;
  /** Short name of the branch of the main worktree; null when its HEAD is detached. */
  readonly branch: string | null;
  readonly head: ObjectId;
  /** Tracked files of the main worktree differ from HEAD: uncommitted work is not part of a run's base. */
  readonly dirty: boolean;
  /** Files and folders of the main worktree (these end in `/`) that git neither tracks nor ignores, the state folder aside. */
  readonly untracked: readonly string[];
  /** Null when git knows no name or e-mail address to commit with. */
  readonly identity: GitIdentity | null;
  /** E.g. `2.39.5`. */
  readonly gitVersion: string;
}

export interface GitIdentity {
  readonly name: string;
  readonly email: string;
}

export interface OpenFailure {
  readonly reason: 'git-missing' | 'git-too-old' | 'not-a-repository' | 'bare' | 'no-commits' | 'unreadable';
  /** One sentence that says what to do. */
  readonly message: string;
}

/** One entry a file; an untracked folder is one entry, whatever it holds. */
const statusArgs = [
  'status',
  '--porcelain',
  '-z',
  '--no-renames',
  '--untracked-files=normal',
  '--',
  '.',
  ':(exclude).tutti',
];

/** Older ones cannot merge without a worktree. */
const minimumGit = { major: 2, minor: 38 } as const;

interface GitVersion {
  readonly text: string;
  readonly ok: boolean;
}

/** The git on PATH; null when there is none. */
async function findGit(env = gitEnvironment(process.env)): Promise<GitVersion | null> {
  const outcome = await runProcess('git', ['--version'], { env });
  if (outcome.exitCode !== 0) return null;
  return readVersion(outcome.stdout);
}

/** `git version 2.39.5 (Apple Git-154)`, `git version 2.44.0.windows.1`. */
export function readVersion(text: string): GitVersion {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  const [major, minor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  const ok = major > minimumGit.major || (major === minimumGit.major && minor >= minimumGit.minor);
  return { text: match?.[0] ?? text.trim(), ok };
}

/** Looks at the repository that a folder belongs to, or says in one sentence why it cannot be used. */
export async function openRepository(
  folder: string,
  env = gitEnvironment(process.env),
): Promise<Result<RepositoryInfo, OpenFailure>> {
  const version = await findGit(env);
  if (version === null) return refuse('git-missing', 'git was not found on PATH: install git 2.38 or newer');
  if (!version.ok) {
    return refuse('git-too-old', `git ${version.text} is too old: Tutti needs git 2.38 or newer`);
  }
  if (!(await isFolder(folder))) return refuse('not-a-repository', `there is no folder ${folder}`);
  const run = (...args: readonly string[]) => runProcess('git', args, { cwd: folder, env });

  const common = await run('rev-parse', '--path-format=absolute', '--git-common-dir');
  if (common.exitCode !== 0) {
    const foreign = /dubious ownership|safe\.directory/.test(common.stderr);
    return foreign
      ? refuse(
          'unreadable',
          `git does not trust ${folder}, which belongs to another user: see git's safe.directory`,
        )
      : refuse(
          'not-a-repository',
          `${folder} is not in a git repository: initialize one and make a first commit`,
        );
  }
  const git = porcelain(folder, env);
  const [main] = parseWorktreeList(await git.raw(['worktree', 'list', '--porcelain', '-z']));
  if (main === undefined || main.bare) {
    return refuse(
      'bare',
      `${main?.path ?? folder} is a bare repository: run Tutti in a clone with a worktree`,
    );
  }
  const head = await runProcess('git', ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], {
    cwd: main.path,
    env,
  });
  if (head.exitCode !== 0) {
    return refuse('no-commits', `${main.path} has no commit yet: make a first commit, tasks start from it`);
  }
  const mainGit = porcelain(main.path, env);
  const status = splitNul(await mainGit.raw(statusArgs));
  return success({
    mainWorktree: path.resolve(main.path),
    commonDir: path.resolve(common.stdout.trim()),
    branch: main.branch?.replace(/^refs\/heads\//, '') ?? null,
    head: head.stdout.trim(),
    dirty: status.some((entry) => !entry.startsWith('?? ')),
    untracked: status.filter((entry) => entry.startsWith('?? ')).map((entry) => entry.slice(3)),
    identity: await readIdentity(mainGit, env),
    gitVersion: version.text,
  });
}

/** Name and address as `git commit` would find them, but never guessed from the machine's name. */
async function readIdentity(git: SimpleGit, env: NodeJS.ProcessEnv): Promise<GitIdentity | null> {
  const name = env['GIT_COMMITTER_NAME'] ?? (await git.getConfig('user.name')).value ?? '';
  const email = env['GIT_COMMITTER_EMAIL'] ?? (await git.getConfig('user.email')).value ?? '';
  return name === '' || email === '' ? null : { name, email };
}

async function isFolder(folder: string): Promise<boolean> {
  const stats = await fs.stat(folder).catch(() => null);
  return stats?.isDirectory() === true;
}

function refuse(reason: OpenFailure['reason'], message: string): { readonly ok: false } & OpenFailure {
  return failure({ reason, message });
}
