import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AgentContext, AgentConversation } from '../adapters/agents/adapter.ts';

/** The adapter of the attempt's agent; only that one is loaded. */
export async function startConversation(context: AgentContext): Promise<AgentConversation> {
  switch (context.spec.agent.adapter) {
    case 'claude':
      return new (await import('../adapters/agents/claude.ts')).ClaudeConversation(context);
    case 'command':
      return new (await import('../adapters/agents/command.ts')).CommandConversation(context);
    case 'script':
      return new (await import('../adapters/agents/script.ts')).ScriptConversation(context);
  }
}

/** argv of the stand-in agent, whose entry lies beside the runner's own: a bundle, or source in development. */
export function scriptAgentCommand(runnerEntry: string): AgentContext['scriptAgent'] {
  const folder = dirname(runnerEntry);
  if (!runnerEntry.endsWith('.ts')) return [process.execPath, join(folder, 'scriptAgent.cjs')];
  // By its full path: the agent's working directory knows no packages.
  const loader = pathToFileURL(createRequire(runnerEntry).resolve('tsx')).href;
  return [process.execPath, '--import', loader, join(folder, 'scriptAgent.ts')];
}
