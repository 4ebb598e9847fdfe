import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import type { Disposable } from '../../core/base/disposable.ts';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { GitFault, ObjectId } from '../../core/engine/ports.ts';
import type { ProcessOutcome } from '../process/run.ts';
import { runProcess } from '../process/run.ts';
import type { SimpleGit } from 'simple-git';
import { CommitStore } from './commitStore.ts';
import { GitCoprocess } from './coprocess.ts';
import { faultOf, GitError } from './gitFault.ts';
import { porcelain } from './porcelain.ts';

/** `start` overtakes everything (an agent that works needs no processor of ours), `hint` waits for everything. */
export type GitPriority = 'start' | 'landing' | 'normal' | 'hint';

export interface GitCall {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly signal?: AbortSignal | undefined;
  readonly priority?: GitPriority;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** `latin1` for file names: they are bytes, not text. */
  readonly encoding?: 'utf8' | 'latin1';
  readonly maxOutputBytes?: number;
}

const order = { start: 3, landing: 2, normal: 1, hint: 0 } as const;

/**
 * Beside the three that are kept: more than six git processes in all freeze an editor's machine, and more commands than
 * cores only keep the urgent ones from their processor.
 */
export const commandsAtOnce = Math.max(2, Math.min(3, availableParallelism()));

const maxTries = 4;

export interface People {
  readonly author: string;
  readonly committer: string;
}

/**
 * The one way to git: at most six processes at a time, by priority, each abortable while it waits and while it runs. Three of
 * them are kept: one that looks objects up, one that writes refs, one that stores commits.
 */
export class GitRunner implements Disposable {
  readonly #queue = new PQueue({ concurrency: commandsAtOnce });
  readonly #objects: GitCoprocess;
  readonly #refs: GitCoprocess;
  readonly #commits: CommitStore;
  #people: Promise<Result<People, GitFault>> | null = null;
  readonly #disposed = new AbortController();
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;

  /** `folder`: where commands run that name no other; `env`: see `gitEnvironment`. */
  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#env = env;
    this.#objects = new GitCoprocess(['cat-file', '--batch-check=%(objectname)'], {
      cwd: folder,
      env,
      replyLength: (printed) => endOf(printed, '\n'),
    });
    this.#refs = new GitCoprocess(['update-ref', '-m', 'tutti', '--stdin', '-z'], {
      cwd: folder,
      env,
      replyLength: (printed) => endOf(printed, 'commit: ok\n'),
    });
    this.#commits = new CommitStore(folder, env);
  }

  /** Runs a command whose exit code means something to the caller. */
  async run(args: readonly string[], call: GitCall = {}): Promise<ProcessOutcome> {
    for (let count = 1; ; count += 1) {
      const outcome = await this.#runOnce(args, call);
      if (count === maxTries || !metHalfMadeWorktree(outcome)) return outcome;
    }
  }

  #runOnce(args: readonly string[], call: GitCall): Promise<ProcessOutcome> {
    const { priority = 'normal', env, signal, ...options } = call;
    const ends =
      signal === undefined ? this.#disposed.signal : AbortSignal.any([signal, this.#disposed.signal]);
    return this.#queue.add(
      () =>
        runProcess('git', args, {
          cwd: this.#folder,
          env: env === undefined ? this.#env : { ...this.#env, ...env },
          signal: ends,
          ...options,
        }),
      // Not given to the queue as its signal: what is aborted while it waits runs as `aborted` at its turn.
      { priority: order[priority] },
    );
  }

  /** Runs a command that has no business failing; its standard output. */
  async text(args: readonly string[], call: GitCall = {}): Promise<Result<string, GitFault>> {
    const outcome = await this.run(args, call);
    if (outcome.reason !== 'exited' || outcome.exitCode !== 0) return failure(faultOf(args, outcome));
    if (outcome.truncated) {
      return failure<GitFault>({
        reason: 'git-failed',
        message: `git ${args[0] ?? ''} printed more than can be kept`,
      });
    }
    return success(outcome.stdout);
  }

  /** As `text`, for callers that have no failure of their own: throws a `GitError`. */
  async must(args: readonly string[], call: GitCall = {}): Promise<string> {
    const result = await this.text(args, call);
    if (!result.ok) throw new GitError({ reason: result.reason, message: result.message });
    return result.value;
  }

  /**
   * The object that an expression names, such as `refs/heads/main^{commit}` or `worktrees/x/HEAD`; null when there is
   * none. Throws a `GitError` when git can't tell.
   */
  async lookup(expression: string): Promise<ObjectId | null> {
    if (/[\n\0]/.test(expression)) return null;
    for (let count = 1; ; count += 1) {
      const reply = await this.#objects.ask(`${expression}\n`);
      // Otherwise: `missing`, `ambiguous` and the like, behind the expression.
      if (reply.ok) return /^([0-9a-f]{40,64})\n$/.exec(reply.text)?.[1] ?? null;
      if (count === maxTries) throw new GitError(faultOf(['cat-file'], ended(reply)));
    }
  }

  /** One transaction of `update-ref --stdin -z`: all of the instructions or none. */
  async transact(instructions: string): Promise<ProcessOutcome> {
    const reply = await this.#refs.ask(`start\0${instructions}commit\0`);
    return reply.ok ? ended({ exitCode: 0, stderr: '' }) : ended(reply);
  }

  /** Who commits are by, as `Name <address>`; git says what is wrong when it knows nobody. */
  people(): Promise<Result<People, GitFault>> {
    return (this.#people ??= this.#readPeople());
  }

  /** Stores a commit object, checked by git; its id. */
  async storeCommit(text: string): Promise<Result<ObjectId, GitFault>> {
    const stored = await this.#commits.store(text);
    return stored.ok ? success(stored.text.trim()) : failure(faultOf(['hash-object'], ended(stored)));
  }

  async #readPeople(): Promise<Result<People, GitFault>> {
    const author = await this.text(['var', 'GIT_AUTHOR_IDENT']);
    if (!author.ok) return author;
    const committer = await this.text(['var', 'GIT_COMMITTER_IDENT']);
    if (!committer.ok) return committer;
    return success({ author: withoutTime(author.value), committer: withoutTime(committer.value) });
  }

  /** Porcelain, in the same queue. Throws what simple-git throws. */
  porcelain<Value>(ask: (git: SimpleGit) => Promise<Value>): Promise<Value> {
    return this.#queue.add(() => ask(porcelain(this.#folder, this.#env)));
  }

  /** Ends what runs, and lets nothing more start. */
  dispose(): void {
    this.#disposed.abort();
    this.#objects.dispose();
    this.#refs.dispose();
    this.#commits.dispose();
  }
}

/**
 * Git reads the folders of all worktrees before it does many a thing, and dies when one is just being added ("failed to
 * read .git/worktrees/x/commondir: Success"), be it by us or by the user. It has then done nothing yet.
 */
function metHalfMadeWorktree({ exitCode, stderr }: ProcessOutcome): boolean {
  return exitCode === 128 && /failed to read .*worktrees.*commondir/.test(stderr);
}

function endOf(printed: string, mark: string): number | null {
  const at = printed.indexOf(mark);
  return at < 0 ? null : at + mark.length;
}

function ended(facts: { readonly exitCode: number | null; readonly stderr: string }): ProcessOutcome {
  return { reason: 'exited', signal: null, stdout: '', truncated: false, durationMs: 0, ...facts };
}

/** `git var` prints `Name <address> 1795190000 +0100`. */
function withoutTime(identity: string): string {
  return identity.trim().replace(/ \d+ [+-]\d{4}$/, '');
}
