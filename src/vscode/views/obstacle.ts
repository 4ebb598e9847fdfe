import * as vscode from 'vscode';
import { requireAgents } from '../../app/agents.ts';
import type { Project } from '../../app/project.ts';
import { UserError, type ErrorTopic } from '../../core/base/userError.ts';
import type { Repository } from '../repository/repository.ts';
import type { Obstacle } from './windowModel.ts';

const obstacles: ReadonlyMap<ErrorTopic | null, Obstacle> = new Map([
  ['config', 'problem'],
  ['noRepository', 'noGit'],
  ['noCommit', 'noCommit'],
]);

/** One that is missing may be installed at any time, so only success is remembered. */
const agentsFound = new WeakSet<Project>();

export function obstacleOf({ project, problem, problemTopic, mainFolder }: Repository): Obstacle {
  if (mainFolder !== null) return 'worktree';
  if (problem !== null) return obstacles.get(problemTopic) ?? 'gitFault';
  if (project === null) return 'none';
  if (!agentsFound.has(project)) {
    if (!hasAgent(project)) return 'noAgent';
    agentsFound.add(project);
  }
  return 'none';
}

/** One sentence; null when runs can start. */
export function problemOf({ problem }: Repository): string | null {
  if (vscode.workspace.isTrusted) return problem;
  return problem ?? 'This folder is not trusted: plans can be read and checked, but nothing runs.';
}

/** Looks along PATH only: no process is started for it. */
function hasAgent(project: Project): boolean {
  try {
    requireAgents(project, [], project.config.agent);
    return true;
  } catch (error) {
    if (error instanceof UserError) return error.topic !== 'agents';
    throw error;
  }
}
