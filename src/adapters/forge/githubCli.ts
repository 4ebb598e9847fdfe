import { failure, success, type Result } from '../../core/base/result.ts';
import { hasFields } from '../../shared/fields.ts';
import { runProcess, type ProcessOutcome } from '../process/run.ts';

export interface PullRequestTexts {
  readonly base: string;
  readonly branch: string;
  readonly title: string;
  readonly body: string;
}

export interface GithubCliOptions {
  /** Folder of the repository. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

type GithubCliFailure = { readonly reason: 'gh-failed'; readonly message: string };

const timeoutMs = 60_000;

/** GitHub's own command line, when the user has it and is logged in: it never asks anything here. */
export class GithubCli {
  readonly #options: GithubCliOptions;

  constructor(options: GithubCliOptions) {
    this.#options = options;
  }

  /** Whether it is there and logged in to this host. */
  async isReady(host: string): Promise<boolean> {
    return (await this.#run(['auth', 'status', '--hostname', host])).exitCode === 0;
  }

  /** Address of the new pull request. */
  async create({ base, branch, title, body }: PullRequestTexts): Promise<Result<string, GithubCliFailure>> {
    const names = ['--head', branch, '--base', base, '--title', title, '--body-file', '-'];
    const outcome = await this.#run(['pr', 'create', ...names], body);
    const address = /https?:\/\/\S+/.exec(outcome.stdout)?.[0];
    return outcome.exitCode === 0 && address !== undefined ? success(address) : failure(faultOf(outcome));
  }

  /** Address of the open pull request of a branch; null when there is none. */
  async find(branch: string): Promise<string | null> {
    const outcome = await this.#run(['pr', 'view', branch, '--json', 'url,state']);
    if (outcome.exitCode !== 0) return null;
    const value: unknown = JSON.parse(outcome.stdout);
    return hasFields(value, { url: 'string', state: 'string' }) && value['state'] === 'OPEN'
      ? String(value['url'])
      : null;
  }

  #run(args: readonly string[], input?: string): Promise<ProcessOutcome> {
    const { cwd, env, signal } = this.#options;
    return runProcess('gh', args, {
      cwd,
      env: { ...env, GH_PROMPT_DISABLED: '1', NO_COLOR: '1', GIT_TERMINAL_PROMPT: '0' },
      timeoutMs,
      maxOutputBytes: 100_000,
      ...(input === undefined ? {} : { input }),
      ...(signal === undefined ? {} : { signal }),
    });
  }
}

function faultOf({ reason, stderr }: ProcessOutcome): GithubCliFailure {
  const words = stderr.trim().split('\n').at(-1) ?? '';
  const message = reason === 'exited' ? words : `gh ${reason === 'not-found' ? 'was not found' : reason}`;
  return { reason: 'gh-failed', message: message === '' ? 'gh failed without a word' : message };
}
