import type { AgentSpec } from '../../shared/attempt.ts';
import { failure, success } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import type { Config } from './config.ts';
import { unknownAgent } from './resolve.ts';

/** What a task, a plan or the way it is run says beyond its profile. */
export interface AgentOverrides {
  readonly model?: string;
  /** Gate commands of the task or its plan, beside those of the config. */
  readonly gates?: readonly string[];
  /** Whether somebody can answer questions while it runs. */
  readonly canAsk: boolean;
}

/** A profile, ready for an attempt. `env` goes to the agent with the start token and nowhere else. */
export interface ResolvedAgent {
  readonly spec: AgentSpec;
  readonly env: Readonly<Record<string, string>>;
}

/** The profile of this name for one task; an unknown name is told with those that are known. */
export function resolveAgent(
  config: Config,
  name: string,
  overrides: AgentOverrides,
): Result<ResolvedAgent, { readonly reason: 'unknown-agent'; readonly message: string }> {
  const profile = Object.hasOwn(config.agents, name) ? config.agents[name] : undefined;
  if (profile === undefined)
    return failure({ reason: 'unknown-agent', message: unknownAgent(name, Object.keys(config.agents)) });
  const { adapter, provider, args, command, env, permissions } = profile;
  const commands = [...config.verify, ...(overrides.gates ?? []), ...config.worktree.setup];
  return success({
    spec: {
      name,
      adapter,
      provider,
      model: overrides.model ?? profile.model,
      args,
      command,
      permissions: {
        mode: permissions.mode,
        allow: permissions.allow ?? [...new Set([...commands.flatMap(rulesOf), ...readOnlyGit])],
        canAsk: overrides.canAsk,
      },
    },
    env,
  });
}

const readOnlyGit = ['diff', 'log', 'show', 'status'].map((subcommand) => `Bash(git ${subcommand}:*)`);

/**
 * Rules in Claude Code's syntax that let an agent run a command line by itself. It asks about every part of a
 * compound line, so each part gets a rule; a line with quotes or substitutions is not taken apart but allowed as a whole.
 */
function rulesOf(command: string): readonly string[] {
  if (/["'`$\\()]/.test(command)) return [`Bash(${command})`];
  return command
    .split(/&&|\|\||[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => `Bash(${part}:*)`);
}
