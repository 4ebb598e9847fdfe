import { describeMissingAgents, findAgents, type AgentFinding } from '../adapters/agents/find.ts';

/** The agent CLIs that are known, installed or not. */
export function installedAgents(): Promise<readonly AgentFinding[]> {
  return findAgents();
}

/** One sentence for somebody who has none that can be used: what was looked for, and how to get one. */
export function howToGetAgents(agents: readonly AgentFinding[]): string {
  return describeMissingAgents(agents);
}
