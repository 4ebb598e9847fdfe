import { jsonSchemaText } from '../../core/config/jsonSchema.ts';
import { configDefaults } from './configDefaults.ts';
import type { SettingEntry } from './settingEntry.ts';

/** Keys of `tutti.json` that are no settings: they do nothing yet, or make sense in a file only. */
const notSettings: ReadonlySet<string> = new Set(['$schema', 'categories', 'features']);

/** Programs, their arguments and variables, and commands: never taken from a workspace that is not trusted. */
const restrictedKeys: ReadonlySet<string> = new Set([
  'agent',
  'agents',
  'verify',
  'gate.env',
  'worktree.root',
  'worktree.setup',
  'worktree.copy',
  'merge.regenerate',
]);

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly [key: string]: unknown;
}

/** One setting for each key of `tutti.json`, by its path (`limits.run`), in the order of the schema. */
export const configSettings: ReadonlyMap<string, SettingEntry> = new Map(
  leavesOf(JSON.parse(jsonSchemaText()) as JsonSchema, []).map(([path, schema]) => [
    path,
    toSetting(path, schema),
  ]),
);

/** Full names of the settings that a workspace may say only when it is trusted. */
export const restrictedSettings: readonly string[] = [...restrictedKeys].map((key) => `tutti.${key}`);

function leavesOf(schema: JsonSchema, path: readonly string[]): (readonly [string, JsonSchema])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    if (path.length === 0 && notSettings.has(key)) return [];
    if (part.properties !== undefined) return leavesOf(part, [...path, key]);
    return [[[...path, key].join('.'), part]] as const;
  });
}

function toSetting(path: string, { description, type, ...schema }: JsonSchema): SettingEntry {
  const value = configDefaults[path];
  if (value === undefined) throw new Error(`the setting tutti.${path} has no default`);
  return {
    ...schema,
    ...(type === undefined ? {} : { type: value === null ? [type, 'null'] : type }),
    default: value,
    // The settings editor says the default by itself, unless it depends on the machine.
    markdownDescription: (description ?? '').replace(value === null ? '' : / Default: [^ ]+\.$/, ''),
    // A program belongs to a machine; what a project asks for, to the project.
    scope: path === 'agents' || path === 'worktree.root' ? 'machine-overridable' : 'resource',
    ...(path === 'worktree.root' ? { ignoreSync: true } : {}),
  };
}
