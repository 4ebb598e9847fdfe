import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScenarioAttempt } from '../../../src/shared/scenario.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import type { PreparedWorkspace } from './insideSession.ts';

export interface PlanWorkspaceOptions {
  /** What the embedded agent does; a task without an entry writes a file of its own. */
  readonly tasks?: Readonly<Record<string, readonly ScenarioAttempt[]>>;
  /** Into `tutti.json`, beside the agent. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Further files of the first commit. */
  readonly files?: Readonly<Record<string, string>>;
  /** Name of the repository's folder; default `repo`. */
  readonly folderName?: string;
}

/** A repository with `plan.md`, played by the embedded agent. */
export interface PlanWorkspace extends PreparedWorkspace {
  readonly open: string;
  readonly repo: GitRepo;
  /** Replaces what the embedded agent does, from now on. */
  scenario(tasks: Readonly<Record<string, readonly ScenarioAttempt[]>>): void;
  /** Path of a door for `waitFor` steps: an agent waits there until `unlock`. */
  door(name: string): string;
  unlock(name: string): void;
}

export function createPlanWorkspace(plan: string, options: PlanWorkspaceOptions = {}): PlanWorkspace {
  const repo = createGitRepo({ name: options.folderName ?? 'repo' });
  const scenarioFile = join(repo.root, 'scenario.json');
  const agents = { script: { adapter: 'script', args: [scenarioFile] } };
  repo.commit({
    'tutti.json': JSON.stringify({ agent: 'script', agents, ...options.config }, null, 2),
    'plan.md': plan,
    ...options.files,
  });
  const doors = join(repo.root, 'doors');
  mkdirSync(doors);
  const workspace: PlanWorkspace = {
    open: repo.folder,
    repo,
    scenario: (tasks) => {
      writeFileSync(scenarioFile, JSON.stringify({ tasks }));
    },
    door: (name) => join(doors, name),
    unlock: (name) => {
      writeFileSync(join(doors, name), '');
    },
    dispose: () => {
      repo.dispose();
    },
  };
  workspace.scenario(options.tasks ?? {});
  return workspace;
}
