import { findExecutable } from '../adapters/agents/findExecutable.ts';
import { resolveAgent } from '../core/config/resolveAgent.ts';
import { UserError } from '../core/base/userError.ts';
import { failure, success, type Result } from '../core/base/result.ts';
import type { AgentSpec } from '../shared/attempt.ts';
import type { LoadedPlan, Project } from './project.ts';

/** Throws UserError when an agent that a task needs is unknown, or its program is not on this machine. */
export function requireAgents(project: Project, plans: readonly LoadedPlan[], forced: string | null): void {
  for (const name of neededAgents(project, plans, forced)) {
    const resolved = resolveAgent(project.config, name, { canAsk: false });
    if (!resolved.ok) throw new UserError(resolved.message, 2, 'config');
    const { adapter, command } = resolved.value.spec;
    const program = adapter === 'claude' ? 'claude' : adapter === 'command' ? command[0] : undefined;
    if (program === undefined || findExecutable(program, process.env, project.root) !== null) continue;
    throw new UserError(
      adapter === 'claude'
        ? 'Claude Code was not found: no `claude` on PATH. Install it with npm install -g @anthropic-ai/claude-code.'
        : `The agent ${name} starts \`${program}\`, which was not found: correct its command in tutti.json.`,
      2,
      adapter === 'claude' ? 'agents' : 'config',
    );
  }
}

/** The profile of that name, for a task with these gate commands; or why it can't be used. */
export function agentOf(
  project: Project,
  name: string,
  gates: readonly string[],
): Result<AgentSpec, { readonly reason: string }> {
  const resolved = resolveAgent(project.config, name, { gates, canAsk: false });
  if (!resolved.ok) return failure({ reason: resolved.message.replace(/\.$/, '') });
  try {
    requireAgents(project, [], name);
  } catch (error) {
    if (error instanceof UserError) return failure({ reason: error.message.replace(/\.$/, '') });
    throw error;
  }
  return success(resolved.value.spec);
}

function neededAgents(
  project: Project,
  plans: readonly LoadedPlan[],
  forced: string | null,
): ReadonlySet<string> {
  if (forced !== null) return new Set([forced]);
  const names = new Set<string>();
  for (const { plan } of plans) {
    for (const task of plan.tasks) {
      const works = task.kind === 'task' || (task.kind === 'verify' && task.verifyCommands.length === 0);
      if (works && task.state === 'open')
        names.add(task.attributes.agent ?? plan.settings.agent ?? project.config.agent);
    }
  }
  return names;
}
