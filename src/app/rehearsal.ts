import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../adapters/process/identity.ts';
import { readJson } from '../adapters/process/readJson.ts';
import { readCommands } from '../adapters/store/inbox.ts';
import { readJournal } from '../adapters/store/journal.ts';
import { runFolder } from '../adapters/store/runFolders.ts';
import { failure, success, type Result } from '../core/base/result.ts';
import { UserError } from '../core/base/userError.ts';
import { findTask, interpret, type Steering } from '../core/engine/commands.ts';
import type { RunEvent } from '../core/engine/events.ts';
import { evolve, initialState } from '../core/engine/evolve.ts';
import { fileNameOf } from '../core/engine/runPlan.ts';
import type { NodeState, RunState } from '../core/engine/state.ts';
import { attemptFiles, type AttemptMessage } from '../shared/attempt.ts';
import { isRunnerIdentity } from '../shared/attemptGuards.ts';
import type { RunCommand } from '../shared/command.ts';
import { openGit } from './openGit.ts';
import { agentOf } from './agents.ts';
import type { Project } from './project.ts';

/** A run as its journal has it. Throws UserError when that can't be read. */
export function foldRun(project: Project, run: string): RunState {
  const state = initialState();
  for (const event of readJournal(runFolder(project.stateFolder, run).journal).events) evolve(state, event);
  return state;
}

/** Throws UserError when the run has no such task, or several plans have one. */
export function requireTask(project: Project, run: string, task: string): void {
  const found = findTask(foldRun(project, run), task);
  if (!found.ok) throw new UserError(`Nothing was done: ${found.reason}.`);
}

/**
 * Whether a run that nobody plays would carry a command out when it goes on: judged by its journal, as if the commands
 * that wait for its resume had been carried out already. Changes nothing.
 */
export async function rehearse(project: Project, command: RunCommand): Promise<Result<null>> {
  const state = foldRun(project, command.run);
  const git = openGit(project, { isHeld: () => false });
  try {
    await carryOutWaiting(project, state, git.history);
    const unheard: string[] = [];
    const send = (node: NodeState, message: AttemptMessage): Promise<void> => {
      if (message.type !== 'stop' && !isListening(project, state, node)) unheard.push(node.spec.id);
      return Promise.resolve();
    };
    const answer = await interpret({ ...onPaper(project, state, git.history), send }, command);
    if (!answer.ok) return failure({ reason: answer.reason });
    const [id] = unheard;
    if (id === undefined) return success(null);
    return failure({ reason: `the agent of ${id} is gone: tutti resume starts it again` });
  } finally {
    git.dispose();
  }
}

async function carryOutWaiting(
  project: Project,
  state: RunState,
  history: Steering['history'],
): Promise<void> {
  for (const waiting of readCommands(project.stateFolder)) {
    if (waiting.run !== state.run || state.handledCommands.has(waiting.id)) continue;
    const answer = await interpret(onPaper(project, state, history), waiting);
    for (const event of answer.ok ? answer.value : []) pretend(state, event);
  }
}

function onPaper(project: Project, state: RunState, history: Steering['history']): Steering {
  return {
    state,
    history,
    send: () => Promise.resolve(),
    agentOf: (name, gate) => agentOf(project, name, gate),
    loadPlan: () => Promise.resolve(failure({ reason: 'nobody plays this run' })),
  };
}

function pretend(state: RunState, event: RunEvent): void {
  evolve(state, { seq: state.lastSeq + 1, at: state.lastAt, generation: state.generation, ...event });
}

/** An agent outlives the process that played its run; its runner may outlive the agent, to be read. */
function isListening({ stateFolder }: Project, { run }: RunState, { ref, attempts }: NodeState): boolean {
  const { folder } = runFolder(stateFolder, run);
  const attempt = join(folder, 'attempts', fileNameOf(ref), String(attempts.length));
  const runner = readJson(join(attempt, attemptFiles.runner));
  return isRunnerIdentity(runner) && isAlive(runner) && !existsSync(join(attempt, attemptFiles.result));
}
