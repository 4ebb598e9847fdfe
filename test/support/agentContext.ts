import type { AgentContext } from '../../src/adapters/agents/adapter.ts';
import type { AgentSpec, AttemptSpec } from '../../src/shared/attempt.ts';

type SpecChanges = Partial<Omit<AttemptSpec, 'agent'>> & { readonly agent?: Partial<AgentSpec> };

/** What an adapter is given, for tests without processes. */
export function agentContext(changes: SpecChanges = {}, context: Partial<AgentContext> = {}): AgentContext {
  const agent: AgentSpec = {
    name: 'claude',
    adapter: 'claude',
    provider: 'anthropic',
    model: null,
    args: [],
    command: [],
    permissions: { mode: 'edits', allow: [], canAsk: true },
    ...changes.agent,
  };
  return {
    spec: {
      schema: 1,
      run: 'r',
      attempt: 'plan/1.1/1',
      taskId: '1.1',
      plan: 'plan',
      title: 'A title',
      number: 1,
      generation: 1,
      stateFolder: '/repository/.tutti',
      worktree: '/worktree',
      pool: 'default',
      resumeSession: null,
      newSession: 'new-session',
      limits: {
        timeoutMs: 60_000,
        silenceMs: 60_000,
        maxTurns: 20,
        maxLogBytes: 1_000_000,
        graceMs: 1_000,
        maxTokens: null,
        maxCostUsd: null,
      },
      ...changes,
      agent,
    },
    prompt: 'Do the task',
    promptFile: '/attempt/prompt.md',
    earlier: null,
    scriptAgent: ['node', 'scriptAgent.cjs'],
    now: () => Date.parse('2026-11-20T12:00:00Z'),
    ...context,
  };
}
