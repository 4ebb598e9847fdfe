import { join } from 'node:path';
import { attemptMarkerVariable, type AttemptSpec, type StartToken } from '../shared/attempt.ts';

/** What the agent's environment is: the runner's own, the profile's variables, and a few facts about the attempt. */
export function agentEnvironment(spec: AttemptSpec, token: StartToken, marker: string): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ...token.env,
    TUTTI_RUN: spec.run,
    TUTTI_TASK: spec.taskId,
    TUTTI_STATUS: join(spec.stateFolder, 'runs', spec.run, 'status.json'),
    [attemptMarkerVariable]: marker,
  };
  // Set when an editor's own runtime plays Node: not meant for the agent.
  delete environment['ELECTRON_RUN_AS_NODE'];
  return environment;
}
