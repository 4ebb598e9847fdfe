import {
  flagOf,
  type ArgumentSpec,
  type CommandSpec,
  type Completes,
  type OptionSpec,
} from '../commandSpec.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** A word that can be typed, with its help. */
export interface Word {
  readonly text: string;
  readonly help: string;
}

/** What completion needs to know of a command. */
export interface CompletedCommand extends Word {
  readonly flags: readonly CompletedFlag[];
  /** Of its arguments; the last one counts for all further ones. */
  readonly arguments: readonly Completes[];
}

export interface CompletedFlag extends Word {
  readonly short: string | null;
  /** Null: it takes no value. */
  readonly value: Completes | null;
}

/** The part of the command table that completion offers. */
export function completedCommands(commands: readonly CommandSpec[]): readonly CompletedCommand[] {
  return commands
    .filter(({ hidden }) => !hidden)
    .map((command) => ({
      text: command.name,
      help: command.summary,
      flags: Object.entries(command.options).map(([name, option]) => completedFlag(name, option)),
      arguments: Object.values(command.arguments).map(({ completes = 'nothing' }: ArgumentSpec) => completes),
    }));
}

/** A text as one word of a shell, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function completedFlag(
  name: string,
  { kind, help, short, completes = 'nothing' }: OptionSpec,
): CompletedFlag {
  return { text: flagOf(name), short: short ?? null, help, value: kind === 'flag' ? null : completes };
}
