import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { AgentFinding } from '../adapters/agents/find.ts';
import { findExecutable } from '../adapters/agents/findExecutable.ts';
import type { AgentProfile, Config } from '../core/config/config.ts';
import { error, ok, warning } from './doctorCheck.ts';
import type { DoctorCheck } from './doctorCheck.ts';

interface AgentSurroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Where relative commands start from. */
  readonly root: string;
  /** Null when it can't be read: then only what is installed is told. */
  readonly config: Config | null;
}

/** Whether the agents of the profiles can be started; what the default profile lacks is an error. */
export function checkAgents(
  installed: readonly AgentFinding[],
  surroundings: AgentSurroundings,
): readonly DoctorCheck[] {
  const { config } = surroundings;
  const profiles = Object.entries(config?.agents ?? {}).filter(
    // The stand-in plays the demo: nobody misses it.
    ([name, profile]) => name === config?.agent || profile.adapter !== 'script',
  );
  const checks = profiles.map(([name, profile]) => {
    const check = checkProfile(name, profile, { installed, ...surroundings });
    return check.ok === 'error' && name !== config?.agent ? { ...check, ok: 'warning' as const } : check;
  });
  return [...checks, ...others(installed)];
}

function checkProfile(
  name: string,
  profile: AgentProfile,
  surroundings: AgentSurroundings & { readonly installed: readonly AgentFinding[] },
): DoctorCheck {
  switch (profile.adapter) {
    case 'script':
      return ok('agent', `\`${name}\` is the stand-in that is built in.`);
    case 'command':
      return checkCommand(name, profile.command[0] ?? '', surroundings);
    case 'claude':
      return checkClaude(name, profile, surroundings);
  }
}

function checkCommand(name: string, program: string, { env, root }: AgentSurroundings): DoctorCheck {
  const file = findExecutable(program, env, root);
  return file === null
    ? error(
        'agent',
        `\`${name}\` can't be started: there is no program ${program}.`,
        `Install it, make it executable, or change "agents": { "${name}": { "command": … } }.`,
      )
    : ok('agent', `\`${name}\` is ${file}.`);
}

function checkClaude(
  name: string,
  profile: AgentProfile,
  { env, installed }: AgentSurroundings & { readonly installed: readonly AgentFinding[] },
): DoctorCheck {
  const program = installed.find((one) => one.name === 'claude');
  if (program === undefined || program.path === null) {
    const fix = program?.install ?? 'Install Claude Code.';
    return error('agent', `\`${name}\` needs Claude Code, which is not on PATH.`, fix);
  }
  const text = `\`${name}\` is Claude Code ${program.version ?? 'of an unknown version'} (${program.path})`;
  if (hasLogIn({ ...env, ...profile.env })) return ok('agent', `${text}.`);
  const fix =
    'If tasks fail with "Not logged in": start `claude` once and type /login, or set ANTHROPIC_API_KEY.';
  return warning('agent', `${text}; no log-in can be seen from here.`, fix);
}

/** Signs of a log-in. On macOS it is in the keychain, which is not looked into. */
export function hasLogIn(env: NodeJS.ProcessEnv): boolean {
  const variables = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN'];
  if (variables.some((variable) => (env[variable] ?? '') !== '')) return true;
  const folder = env['CLAUDE_CONFIG_DIR'] ?? path.join(env['HOME'] ?? os.homedir(), '.claude');
  return existsSync(path.join(folder, '.credentials.json'));
}

function others(installed: readonly AgentFinding[]): readonly DoctorCheck[] {
  const found = installed
    .filter((one) => !one.supported && one.path !== null)
    .map(({ name }) => `\`${name}\``);
  if (found.length === 0) return [];
  const text = `Also found: ${found.join(', ')}; this version has no adapter of its own for them.`;
  return [ok('agent', text)];
}
