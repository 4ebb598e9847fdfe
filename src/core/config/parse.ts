import type * as z from 'zod';
import { closest } from '../base/closest.ts';
import { failure, success } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { keysAt } from './schemaKeys.ts';
import { configSchema } from './schema.ts';
import type { ConfigInput } from './schema.ts';

/** A place in the configuration and one sentence on what is wrong with it. */
export interface ConfigProblem {
  readonly code:
    'config/unknown-key' | 'config/bad-value' | 'config/not-yet-supported' | 'config/unknown-agent';
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Every problem of it is told, not only the first. */
export interface InvalidConfig {
  readonly reason: 'invalid-config';
  readonly problems: readonly ConfigProblem[];
}

/** Checks one layer against the schema. */
export function parseConfig(value: unknown): Result<ConfigInput, InvalidConfig> {
  const parsed = configSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return success(parsed.data);
  return failure({ reason: 'invalid-config', problems: parsed.error.issues.flatMap(problemsOf) });
}

/** Keys of a valid layer that this version knows but does not act on. */
export function notYetSupported(input: ConfigInput): readonly ConfigProblem[] {
  const paths: (readonly string[])[] = [
    ...Object.keys(input.categories ?? {}).map((name) => ['categories', name]),
    ...Object.keys(input.features ?? {}).map((name) => ['features', name]),
    ...Object.keys(input.pools ?? {})
      .filter((name) => name !== 'default')
      .map((name) => ['pools', name]),
    ...Object.entries(input.agents ?? {})
      .filter(([, profile]) => (profile.fallback ?? []).length > 0)
      .map(([name]) => ['agents', name, 'fallback']),
  ];
  return paths.map((path) => ({
    code: 'config/not-yet-supported',
    path,
    message: `\`${describePath(path)}\` is known but not acted on in this version.`,
  }));
}

/** `agents.mine.args[0]`; names that are no plain words are quoted. */
export function describePath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      const name = String(part);
      if (!/^[\w$-]+$/.test(name)) return `[${JSON.stringify(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

function problemsOf(issue: z.core.$ZodIssue): ConfigProblem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  const where = path.length === 0 ? 'The configuration' : `\`${describePath(path)}\``;
  return [
    {
      code: 'config/bad-value',
      path,
      message: `${where} must be ${issue.message}, but is ${describeValue(issue.input)}.`,
    },
  ];
}

function unknownKey(parent: readonly (string | number)[], key: string): ConfigProblem {
  const known = keysAt(configSchema, parent);
  const near = closest(key, known);
  const path = [...parent, key];
  const hint =
    near === null
      ? `known here: ${known.join(', ')}`
      : `did you mean \`${describePath([...parent, near])}\`?`;
  return {
    code: 'config/unknown-key',
    path,
    message: `\`${describePath(path)}\` is not a known key; ${hint}${near === null ? '.' : ''}`,
  };
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
