/**
 * What somebody has to look after to get further: the agents that are installed, the configuration, the plan or a first
 * one, a first run, a run that was cut off, the branch of an earlier result, git, a repository, its first commit or
 * its remote, the main workspace of a worktree, or whether the folder is trusted. Messages name no commands of one face:
 * each face adds its own way out by the topic. `allLanded`: there is nothing left to do in a plan;
 * `nothing`: all is in order, and what was asked for is not there yet.
 */
export type ErrorTopic =
  | 'agents'
  | 'config'
  | 'plan'
  | 'noPlan'
  | 'noRun'
  | 'cutOffRun'
  | 'branch'
  | 'git'
  | 'noRepository'
  | 'noCommit'
  | 'noRemote'
  | 'worktree'
  | 'trust'
  | 'allLanded'
  | 'nothing';

/**
 * Something that a person can act on: one sentence that says what failed, on what, and what to do.
 * `exitCode` 2: usage, config or plan error, nothing was started; 1: something failed or needs a person.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: 1 | 2;
  readonly topic: ErrorTopic | null;

  constructor(message: string, exitCode: 1 | 2 = 2, topic: ErrorTopic | null = null) {
    super(message);
    this.exitCode = exitCode;
    this.topic = topic;
  }
}
