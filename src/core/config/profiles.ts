import { failure, success } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import type { AgentProfile } from './config.ts';
import { builtInProfiles, profileOf } from './defaults.ts';
import { describePath } from './parse.ts';
import type { ConfigProblem, InvalidConfig } from './parse.ts';
import type { ConfigInput, ProfileInput } from './schema.ts';

/** The built-in profiles and those of the layers (first wins), each with its defaults filled in. */
export function resolveProfiles(
  inputs: readonly ConfigInput[],
): Result<Readonly<Record<string, AgentProfile>>, InvalidConfig> {
  const names = new Set([
    ...Object.keys(builtInProfiles),
    ...inputs.flatMap((input) => Object.keys(input.agents ?? {})),
  ]);
  const profiles: Record<string, AgentProfile> = {};
  const problems: ConfigProblem[] = [];
  for (const name of names) {
    const said = inputs.flatMap((input) => input.agents?.[name] ?? []);
    const start = startOf(name, said);
    const profile = start === null ? null : fill(start, said);
    if (profile === null) problems.push(missing(name, 'adapter', 'one of "claude", "command", "script"'));
    else if (profile.adapter === 'command' && profile.command.length === 0)
      problems.push(missing(name, 'command', 'a program and its arguments, for the adapter "command"'));
    else profiles[name] = profile;
  }
  return problems.length === 0 ? success(profiles) : failure({ reason: 'invalid-config', problems });
}

/** What the profile starts from; null when nothing says which adapter it has. */
function startOf(name: string, said: readonly ProfileInput[]): AgentProfile | null {
  const adapter = first(said, (profile) => profile.adapter);
  switch (adapter) {
    case 'claude':
    case 'script':
      return builtInProfiles[adapter];
    case 'command':
      return profileOf('command', name);
    case undefined:
      return name === 'claude' || name === 'script' ? builtInProfiles[name] : null;
  }
}

function fill(start: AgentProfile, said: readonly ProfileInput[]): AgentProfile {
  return {
    adapter: start.adapter,
    provider: first(said, (profile) => profile.provider) ?? start.provider,
    model: first(said, (profile) => profile.model) ?? start.model,
    args: first(said, (profile) => profile.args) ?? start.args,
    command: first(said, (profile) => profile.command) ?? start.command,
    env: said.reduceRight((all, profile) => ({ ...all, ...profile.env }), start.env),
    permissions: {
      mode: first(said, (profile) => profile.permissions?.mode) ?? start.permissions.mode,
      allow: first(said, (profile) => profile.permissions?.allow) ?? start.permissions.allow,
    },
  };
}

function first<Value>(
  said: readonly ProfileInput[],
  read: (profile: ProfileInput) => Value | undefined,
): Value | undefined {
  return said.map(read).find((value) => value !== undefined);
}

function missing(name: string, key: string, expected: string): ConfigProblem {
  const path = ['agents', name, key];
  return { code: 'config/bad-value', path, message: `\`${describePath(path)}\` is missing: ${expected}.` };
}
