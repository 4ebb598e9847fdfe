import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { systemFault } from '../core/base/systemFault.ts';
import { UserError } from '../core/base/userError.ts';
import { flagOf, type ArgumentSpec, type CommandSpec, type OptionSpec } from './commandSpec.ts';
import { printable } from '../core/base/printable.ts';
import type { Terminal } from './terminal.ts';
import { packageVersion } from './packageVersion.ts';
import { wayOut } from './wayOut.ts';

interface Surroundings {
  readonly terminal: Terminal;
  readonly commands: readonly CommandSpec[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Plays one command line (without the program's name) and resolves with the exit code; it never rejects. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    return await dispatch(args, surroundings);
  } catch (error) {
    return reportError(error, surroundings.terminal, surroundings.env);
  }
}

async function dispatch(args: readonly string[], { terminal, commands, cwd }: Surroundings): Promise<number> {
  let exitCode = 0;
  const program = new Command('tutti')
    .description(
      'Plays a markdown plan with many coding agents in parallel and lands it on one clean branch.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .option('-C, --directory <DIR>', 'start in this folder')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({ writeOut: (text) => terminal.print(text.trimEnd()), writeErr: () => undefined })
    .exitOverride();
  for (const spec of commands) {
    program.addCommand(
      commandOf(spec, async (raw) => {
        const directory = program.opts<{ directory?: string }>().directory;
        exitCode = await spec.run({ terminal, cwd: resolve(cwd, directory ?? '.') }, raw);
      }).copyInheritedSettings(program),
      { hidden: spec.hidden },
    );
  }
  if (args.length === 0) {
    terminal.print(program.helpInformation().trimEnd());
    return 0;
  }
  await program.parseAsync(args, { from: 'user' });
  return exitCode;
}

function commandOf(
  spec: CommandSpec,
  run: (raw: Readonly<Record<string, unknown>>) => Promise<void>,
): Command {
  const command = new Command(spec.name).description(spec.summary);
  for (const argument of Object.values(spec.arguments)) command.argument(argumentText(argument));
  const options = Object.entries(spec.options).map(
    ([name, option]) => [name, optionOf(name, option)] as const,
  );
  for (const [, option] of options) command.addOption(option);
  if (spec.notes !== null) command.addHelpText('after', `\n${spec.notes}`);
  return command.action(async () => {
    const given: Readonly<Record<string, unknown>> = command.opts();
    const named = Object.keys(spec.arguments).map(
      (name, index) => [name, command.processedArgs[index] as unknown] as const,
    );
    const chosen = options.map(([name, option]) => {
      const value = given[option.attributeName()];
      // `--no-watch` is given as `watch: false`.
      return [name, option.negate ? value === false : value] as const;
    });
    await run(Object.fromEntries([...named, ...chosen]));
  });
}

function argumentText({ kind, label }: ArgumentSpec): string {
  switch (kind) {
    case 'one':
      return `<${label}>`;
    case 'maybe':
      return `[${label}]`;
    case 'any':
      return `[${label}...]`;
    case 'words':
      return `<${label}...>`;
  }
}

function optionOf(name: string, { kind, help, label = 'TEXT', short }: OptionSpec): Option {
  const long = flagOf(name);
  const flags = short === undefined ? long : `${short}, ${long}`;
  if (kind === 'flag') return new Option(flags, help);
  const option = new Option(`${flags} <${label}>`, help);
  return kind === 'texts'
    ? option.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text])
    : option;
}

/** The one place that turns an error into words; the exit code of the process. */
export function reportError(error: unknown, terminal: Terminal, env: NodeJS.ProcessEnv): 0 | 1 | 2 {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    terminal.report(`${error.message}\nSee \`tutti --help\`.`);
    return 2;
  }
  const refusal = error instanceof UserError ? error : systemFault(error);
  if (refusal !== null) {
    const text = `${refusal.message} ${wayOut(refusal.topic)}`.trimEnd();
    for (const line of text.split('\n')) terminal.report(printable(line, 2_000));
    // The words hide where a refusal of the system came from.
    if (refusal !== error && env['TUTTI_DEBUG'] !== undefined)
      terminal.report(error instanceof Error ? (error.stack ?? '') : '');
    return refusal.exitCode;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  terminal.report(`Tutti went wrong: ${printable(message, 2_000)}`);
  if (env['TUTTI_DEBUG'] === undefined)
    terminal.report('This is a bug; please report it with the output of TUTTI_DEBUG=1.');
  else terminal.report(stack ?? message);
  return 1;
}
