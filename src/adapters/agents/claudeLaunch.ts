import type { AgentContext, AgentLaunch } from './adapter.ts';

/**
 * Claude Code with stream-json both ways: the prompt is the first user message on stdin, permission questions come as
 * `control_request` on stdout. Nothing positional is passed, because variadic flags would swallow it.
 */
export function claudeLaunch({ spec, prompt }: AgentContext): AgentLaunch {
  const { agent } = spec;
  const [command = 'claude', ...commandArgs] = agent.command;
  const session =
    spec.resumeSession === null ? ['--session-id', spec.newSession] : ['--resume', spec.resumeSession];
  return {
    command,
    args: [
      ...commandArgs,
      ...agent.args,
      ...['-p', '--output-format', 'stream-json', '--verbose', '--input-format', 'stream-json'],
      ...(agent.model === null ? [] : ['--model', agent.model]),
      ...session,
      ...['--max-turns', String(spec.limits.maxTurns)],
      ...permissionArgs(spec.agent.permissions),
    ],
    env: environment(agent.permissions.mode === 'full'),
    input: `${userMessage(prompt)}\n`,
    keepsInputOpen: true,
  };
}

export function userMessage(text: string): string {
  return JSON.stringify({ type: 'user', message: { role: 'user', content: [{ type: 'text', text }] } });
}

function permissionArgs(permissions: AgentContext['spec']['agent']['permissions']): readonly string[] {
  const { mode, allow, canAsk } = permissions;
  return [
    ...['--permission-prompt-tool', 'stdio'],
    ...['--permission-mode', permissionModes[mode]],
    // A question that nobody can answer is not offered to the model in the first place.
    ...(canAsk ? [] : ['--disallowedTools', 'AskUserQuestion']),
    ...(allow.length === 0 ? [] : ['--allowedTools', ...allow]),
  ];
}

const permissionModes = { edits: 'acceptEdits', ask: 'default', full: 'bypassPermissions' } as const;

function environment(bypassesPermissions: boolean): AgentLaunch['env'] {
  return {
    // The default of 10 retries a bad key for three minutes; the long back-off is the engine's.
    CLAUDE_CODE_MAX_RETRIES: '2',
    // A background shell that never ends would keep the process alive after its result.
    CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: '1',
    DISABLE_AUTOUPDATER: '1',
    // Set when this runs inside of another Claude Code, which must not change how this one behaves.
    CLAUDECODE: undefined,
    CLAUDE_CODE_ENTRYPOINT: undefined,
    CLAUDE_CODE_SSE_PORT: undefined,
    // Bypassing permissions as root is refused without it.
    ...(bypassesPermissions && process.getuid?.() === 0 ? { IS_SANDBOX: '1' } : {}),
  };
}
