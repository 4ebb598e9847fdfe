import { closest } from '../base/closest.ts';
import { parseDuration } from '../base/duration.ts';
import { failure, success } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import type { Budget, Config } from './config.ts';
import { defaults } from './defaults.ts';
import { deepFreeze } from './deepFreeze.ts';
import { resolveProfiles } from './profiles.ts';
import type { InvalidConfig } from './parse.ts';
import type { ConfigInput } from './schema.ts';

/** Where a setting can be said; the first that says it wins: command line, workspace, `tutti.json`, user. */
export interface ConfigLayers {
  readonly commandLine?: ConfigInput;
  readonly workspace?: ConfigInput;
  readonly file?: ConfigInput;
  readonly user?: ConfigInput;
}

/**
 * The effective configuration of valid layers. Single values and lists replace, objects merge by key. `cores` is the
 * number of processors, which bounds how many gates run at once.
 */
export function resolveConfig(
  layers: ConfigLayers,
  machine: { readonly cores: number },
): Result<Config, InvalidConfig> {
  const inputs = [layers.commandLine, layers.workspace, layers.file, layers.user].filter(
    (input) => input !== undefined,
  );
  const profiles = resolveProfiles(inputs);
  if (!profiles.ok) return profiles;
  const config = fill(inputs, profiles.value, machine.cores);
  const known = Object.keys(config.agents);
  if (known.includes(config.agent)) return success(deepFreeze(config));
  return failure({
    reason: 'invalid-config',
    problems: [{ code: 'config/unknown-agent', path: ['agent'], message: unknownAgent(config.agent, known) }],
  });
}

/** One sentence that lists the profiles that exist. */
export function unknownAgent(name: string, known: readonly string[]): string {
  const near = closest(name, known);
  const hint = near === null ? '' : ` Did you mean \`${near}\`?`;
  return `There is no agent profile \`${name}\`; known are ${known.map((one) => `\`${one}\``).join(', ')}.${hint}`;
}

function fill(inputs: readonly ConfigInput[], agents: Config['agents'], cores: number): Config {
  const said = <Value>(read: (input: ConfigInput) => Value | undefined): Value | undefined =>
    inputs.map(read).find((value) => value !== undefined);
  const merged = <Value>(
    read: (input: ConfigInput) => Readonly<Record<string, Value>> | undefined,
    base: Readonly<Record<string, Value>>,
  ): Readonly<Record<string, Value>> =>
    inputs.reduceRight<Record<string, Value>>((all, input) => ({ ...all, ...read(input) }), { ...base });
  const ms = (read: (input: ConfigInput) => string | undefined, fallback: number): number =>
    parseDuration(said(read) ?? '') ?? fallback;
  const budget = (of: 'run' | 'task'): Budget => ({
    usd: said((input) => input.budget?.[of]?.usd) ?? null,
    tokens: said((input) => input.budget?.[of]?.tokens) ?? null,
  });
  const run = said((input) => input.limits?.run) ?? defaults.limits.run;
  const poolMax = merged(
    (input) =>
      Object.fromEntries(Object.entries(input.pools ?? {}).map(([name, pool]) => [name, pool.max ?? run])),
    {},
  );

  return {
    agent: said((input) => input.agent) ?? defaults.agent,
    agents,
    plans: said((input) => input.plans) ?? defaults.plans,
    verify: list(said((input) => input.verify)) ?? defaults.verify,
    gate: {
      env: said((input) => input.gate?.env) ?? defaults.gate.env,
      timeoutMs: ms((input) => input.gate?.timeout, defaults.gate.timeoutMs),
    },
    timeoutMs: ms((input) => input.timeout, defaults.timeoutMs),
    silenceMs: ms((input) => input.silence, defaults.silenceMs),
    graceMs: ms((input) => input.grace, defaults.graceMs),
    turns: said((input) => input.turns) ?? defaults.turns,
    retries: said((input) => input.retries) ?? defaults.retries,
    maxLogBytes: said((input) => input.maxLogBytes) ?? defaults.maxLogBytes,
    conflicts: said((input) => input.conflicts) ?? defaults.conflicts,
    updateCheckboxes: said((input) => input.updateCheckboxes) ?? defaults.updateCheckboxes,
    limits: {
      run,
      default: said((input) => input.limits?.default) ?? defaults.limits.default,
      providers: merged((input) => input.limits?.providers, defaults.limits.providers),
      models: merged((input) => input.limits?.models, defaults.limits.models),
      verification: said((input) => input.limits?.verification) ?? verificationFor(cores),
    },
    pools: Object.fromEntries(
      Object.entries({ default: run, ...poolMax }).map(([name, max]) => [name, { max }]),
    ),
    budget: { run: budget('run'), task: budget('task') },
    worktree: {
      root: said((input) => input.worktree?.root) ?? defaults.worktree.root,
      setup: list(said((input) => input.worktree?.setup)) ?? defaults.worktree.setup,
      copy: said((input) => input.worktree?.copy) ?? defaults.worktree.copy,
      fresh: said((input) => input.worktree?.fresh) ?? defaults.worktree.fresh,
    },
    merge: {
      union: said((input) => input.merge?.union) ?? defaults.merge.union,
      regenerate: merged((input) => input.merge?.regenerate, defaults.merge.regenerate),
    },
  };
}

/** Gates are heavy: half of the cores, one at least; more than four only when asked for. */
function verificationFor(cores: number): number {
  return Math.min(4, Math.max(1, Math.floor(cores / 2)));
}

function list(commands: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof commands === 'string' ? [commands] : commands;
}
