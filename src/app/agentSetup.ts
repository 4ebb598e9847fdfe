import type { AgentFinding } from '../adapters/agents/find.ts';
import { hasLogIn } from './doctorAgents.ts';
import { installedAgents } from './installedAgents.ts';

/** An agent CLI, installed or not, and whether it is ready to work. */
export interface AgentSetup extends AgentFinding {
  /** Null: it can't be seen from here. */
  readonly loggedIn: boolean | null;
}

/** All agent CLIs that are known, with what there is to be done about each. */
export async function agentSetups(env: NodeJS.ProcessEnv): Promise<readonly AgentSetup[]> {
  const found = await installedAgents();
  return found.map((agent) => {
    const seen = agent.name === 'claude' && agent.path !== null && hasLogIn(env);
    return { ...agent, loggedIn: seen ? true : null };
  });
}
