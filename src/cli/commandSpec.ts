import { UserError } from '../core/base/userError.ts';
import type { Terminal } from './terminal.ts';

/** What a command gets beside its own arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Absolute path; `-C` has been followed. */
  readonly cwd: string;
}

/** What completion offers for a value. */
export type Completes = 'plan' | 'task' | 'file' | 'nothing' | readonly string[];

export interface ArgumentSpec {
  /** `words` are joined by spaces. */
  readonly kind: 'one' | 'maybe' | 'any' | 'words';
  /** As the help shows it, e.g. `TASK`. */
  readonly label: string;
  readonly completes?: Completes;
}

export interface OptionSpec {
  /** `texts` may be given several times. */
  readonly kind: 'flag' | 'text' | 'texts' | 'count';
  readonly help: string;
  /** As the help shows the value, e.g. `FILE`; a flag has none. */
  readonly label?: string;
  readonly short?: string;
  readonly completes?: Completes;
}

interface ArgumentValues {
  readonly one: string;
  readonly maybe: string | null;
  readonly any: readonly string[];
  readonly words: string;
}

interface OptionValues {
  readonly flag: boolean;
  readonly text: string | null;
  readonly texts: readonly string[];
  readonly count: number | null;
}

type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;
type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The values of a command line, by the names in its specification (options in camelCase). */
export type Values<Arguments extends ArgumentSpecs, Options extends OptionSpecs> = {
  readonly [Name in keyof Arguments]: ArgumentValues[Arguments[Name]['kind']];
} & { readonly [Name in keyof Options]: OptionValues[Options[Name]['kind']] };

/** One command of the table: parser, help, completion and documentation are made from it. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** Stands below the options in its help; null: nothing does. */
  readonly notes: string | null;
  /** Not for people. */
  readonly hidden: boolean;
  readonly arguments: ArgumentSpecs;
  readonly options: OptionSpecs;
  /** Resolves with the exit code. `raw` is what the parser of the command line gives, by the same names. */
  readonly run: (context: CommandContext, raw: Readonly<Record<string, unknown>>) => Promise<number>;
}

/** A command whose action gets its values typed by its own specification. */
export function defineCommand<
  const Arguments extends ArgumentSpecs,
  const Options extends OptionSpecs,
>(command: {
  readonly name: string;
  readonly summary: string;
  readonly notes?: string;
  readonly hidden?: boolean;
  readonly arguments: Arguments;
  readonly options: Options;
  readonly run: (context: CommandContext, values: Values<Arguments, Options>) => Promise<number>;
}): CommandSpec {
  const { name, summary, notes = null, hidden = false, run } = command;
  const read = (raw: Readonly<Record<string, unknown>>) => {
    const entries = [
      ...Object.entries(command.arguments).map(([key, spec]) => [key, readArgument(spec, raw[key])] as const),
      ...Object.entries(command.options).map(
        ([key, spec]) => [key, readOption(key, spec, raw[key])] as const,
      ),
    ];
    // Each value was read by the kind that its type follows from.
    return Object.fromEntries(entries) as Values<Arguments, Options>;
  };
  return {
    name,
    summary,
    notes,
    hidden,
    arguments: command.arguments,
    options: command.options,
    run: (context, raw) => run(context, read(raw)),
  };
}

/** `--for-run` of the option `forRun`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function readArgument(spec: ArgumentSpec, raw: unknown): string | null | readonly string[] {
  switch (spec.kind) {
    case 'one':
      return textOf(raw) ?? '';
    case 'maybe':
      return textOf(raw);
    case 'any':
      return textsOf(raw);
    case 'words':
      return textsOf(raw).join(' ');
  }
}

function readOption(
  name: string,
  spec: OptionSpec,
  raw: unknown,
): boolean | string | number | null | readonly string[] {
  switch (spec.kind) {
    case 'flag':
      return raw === true;
    case 'text':
      return textOf(raw);
    case 'texts':
      return textsOf(raw);
    case 'count': {
      const text = textOf(raw);
      if (text === null) return null;
      if (!/^[1-9]\d{0,5}$/.test(text))
        throw new UserError(`${flagOf(name)} takes a whole number from 1, not \`${text}\`.`);
      return Number(text);
    }
  }
}

function textOf(raw: unknown): string | null {
  return typeof raw === 'string' ? raw : null;
}

function textsOf(raw: unknown): readonly string[] {
  return Array.isArray(raw) ? raw.filter((text) => typeof text === 'string') : [];
}
