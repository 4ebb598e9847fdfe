import { UserError } from '../../core/base/userError.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { latestTasks } from '../completion/latestTasks.ts';
import { completedCommands, shells, type CompletedCommand, type Shell } from '../completion/shellScript.ts';
import { zshCompletion } from '../completion/zsh.ts';
import type { CommandContext, CommandSpec } from '../commandSpec.ts';
import { printable } from '../../core/base/printable.ts';

const scripts: Readonly<Record<Shell, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export function completion(
  { terminal }: CommandContext,
  { shell }: { readonly shell: string },
  commands: readonly CommandSpec[],
): Promise<number> {
  const known = shells.find((name) => name === shell);
  if (known === undefined)
    throw new UserError(`There is completion for ${shells.join(', ')}, not for \`${shell}\`.`);
  terminal.print(scripts[known](completedCommands(commands)).trimEnd());
  return Promise.resolve(0);
}

/** `2.1<tab>Login endpoint`, one line a task. */
export function complete({ terminal, cwd }: CommandContext): Promise<number> {
  const tasks = latestTasks(cwd);
  if (tasks.length > 0)
    terminal.print(tasks.map(({ name, title }) => `${name}\t${printable(title, 60)}`).join('\n'));
  return Promise.resolve(0);
}
