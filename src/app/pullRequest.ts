import { GithubCli } from '../adapters/forge/githubCli.ts';
import { comparePage, webRepository } from '../adapters/forge/remoteUrl.ts';
import { openRepository } from '../adapters/git/openRepository.ts';
import { isAtRemote, pushBranch, remoteDefaultBranch, remoteOf } from '../adapters/git/userRemote.ts';
import { UserError } from '../core/base/userError.ts';
import { pullRequestText } from '../core/projections/pullRequestText.ts';
import type { Project } from './project.ts';
import { latestStatus } from './runs.ts';

/** All that a pull request needs, before anything leaves the machine. */
export interface PullRequestDraft {
  readonly remote: string;
  /** Host and path for people; the url as it is for a remote that is not on the web. */
  readonly place: string;
  /** The integration branch. */
  readonly branch: string;
  /** Branch that it goes into. */
  readonly base: string;
  readonly title: string;
  readonly body: string;
  /** Host to which `gh` is logged in; null: there is only the page. */
  readonly host: string | null;
  /** Where a person opens it by hand, with title and body where the forge takes them; null for a remote that is not on the web. */
  readonly page: string | null;
}

interface PlanOfRun {
  readonly run: string;
  readonly plan: string;
  readonly title: string;
}

/** Throws UserError without a remote, or when nothing has landed. Asks `gh` and git, changes nothing. */
export async function draftPullRequest(
  project: Project,
  { run, plan, title }: PlanOfRun,
  env: NodeJS.ProcessEnv = process.env,
): Promise<PullRequestDraft> {
  const status = await latestStatus(project, run);
  const found = status.plans.find(({ name }) => name === plan);
  if (found === undefined) throw new UserError(`The run ${run} has no plan ${plan}.`, 1);
  if (found.landed === 0) throw new UserError(`Nothing of ${plan} has landed yet.`, 1);
  const { root } = project;
  const mine = await currentBranch(root);
  const remote = await remoteOf(root, mine);
  if (remote === null)
    throw new UserError('The repository has no remote to push to: add one first.', 1, 'noRemote');
  const base = await baseBranch(root, remote.name, mine);
  const branch = found.integrationBranch;
  const web = webRepository(remote.url);
  const text = pullRequestText(status, { plan, title });
  const isReady = web?.forge === 'github' && (await new GithubCli({ cwd: root, env }).isReady(web.host));
  return {
    remote: remote.name,
    place: web === null ? remote.url : web.address.replace(/^https?:\/\//, ''),
    branch,
    base,
    ...text,
    host: isReady ? web.host : null,
    page: web === null ? null : comparePage(web, { base, branch, ...text }),
  };
}

/** Pushes the integration branch under its own name, never by force. Throws UserError. */
export async function pushForPullRequest(
  project: Project,
  { remote, branch }: Pick<PullRequestDraft, 'remote' | 'branch'>,
  signal?: AbortSignal,
): Promise<void> {
  const pushed = await pushBranch(project.root, { remote, branch }, signal);
  if (pushed.ok) return;
  if (pushed.reason === 'aborted') throw new UserError(`Pushing ${branch} was cancelled.`, 1);
  throw new UserError(`${branch} was not pushed to ${remote}: ${lastLine(pushed.message)}`, 1);
}

/** Address of the new pull request, or of the one that is open already. Throws UserError when `gh` refuses. */
export async function createPullRequest(
  { root }: Project,
  draft: PullRequestDraft,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const gh = new GithubCli({ cwd: root, env });
  const open = await gh.find(draft.branch);
  if (open !== null) return open;
  const made = await gh.create(draft);
  if (made.ok) return made.value;
  throw new UserError(`gh did not make the pull request: ${made.message}`, 1);
}

/** Address of the open pull request of a branch; null when there is none, or nobody to ask. */
export async function findPullRequest(
  { root }: Project,
  { host, branch }: Pick<PullRequestDraft, 'host' | 'branch'>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | null> {
  return host === null ? null : new GithubCli({ cwd: root, env }).find(branch);
}

/** The user's own branch where the remote has it, since the work started from there; else the remote's main one. */
async function baseBranch(root: string, remote: string, mine: string | null): Promise<string> {
  if (mine !== null && !mine.startsWith('tutti/') && (await isAtRemote(root, remote, mine))) return mine;
  return (await remoteDefaultBranch(root, remote)) ?? mine ?? 'main';
}

/** Of now: a project is opened once. */
async function currentBranch(root: string): Promise<string | null> {
  const repository = await openRepository(root);
  if (!repository.ok) throw new UserError(`${repository.message}.`);
  return repository.value.branch;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? text;
}
