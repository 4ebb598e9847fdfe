import type { CommandId } from '../manifest/commands.ts';
import type { TaskArgument } from './treeRow.ts';

/** A link of a trusted `MarkdownString` that runs a command on a task. */
export function commandLink(title: string, command: CommandId, { folder, plan, task }: TaskArgument): string {
  const args = encodeURIComponent(JSON.stringify([{ folder, plan, task }]));
  return `[${title}](command:${command}?${args})`;
}
