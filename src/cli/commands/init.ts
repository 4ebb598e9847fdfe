import { draftInit, writeInit, type InitDraft } from '../../app/init.ts';
import { howToGetAgents, installedAgents } from '../../app/installedAgents.ts';
import { openProject } from '../../app/openProject.ts';
import { UserError } from '../../core/base/userError.ts';
import { ask } from '../ask.ts';
import type { CommandContext } from '../commandSpec.ts';
import { printable } from '../../core/base/printable.ts';

/** Looks at the project, asks once for all, writes what is not there. */
export async function init(
  { terminal, cwd }: CommandContext,
  { yes }: { readonly yes: boolean },
): Promise<number> {
  const { root } = await openProject(cwd);
  const known = await installedAgents();
  const agents = known.filter(({ path, supported }) => path !== null && supported);
  const draft = await draftInit(
    root,
    agents.map(({ name }) => name),
  );
  terminal.print(foundLines(draft, agents.length > 0).join('\n'));
  if (agents.length === 0) {
    const ways = printable(howToGetAgents(known), 1_000);
    terminal.print(`No agent is installed: no task can be done until one is. ${ways}`);
  }
  const missing = draft.files.filter(({ exists }) => !exists);
  for (const { path } of draft.files.filter(({ exists }) => exists))
    terminal.print(`${path} is there and stays as it is`);
  if (missing.length === 0) return 0;
  const names = missing.map(({ path }) => path).join(' and ');
  if (!yes && !terminal.interactive)
    throw new UserError(`Nobody can be asked here: say \`tutti init --yes\` to write ${names}.`);
  if (!yes && (await ask(`Write ${names}?`)) !== true) {
    terminal.print('Nothing was written.');
    return 0;
  }
  for (const path of await writeInit(root, draft)) terminal.print(`wrote ${path}`);
  terminal.print(
    `Next: ${agents.length === 0 ? 'install an agent, then ' : ''}tutti run plans/example.md --dry-run`,
  );
  return 0;
}

function foundLines({ agent, toolchains, copy }: InitDraft, installed: boolean): readonly string[] {
  const tests = toolchains.flatMap(({ verify }) => verify);
  const setup = toolchains.flatMap(({ setup: commands }) => commands);
  return [
    `agent   ${installed ? agent : `none is installed; the configuration will say ${agent}`}`,
    `tests   ${tests.length === 0 ? 'no test command was found: tasks will land without a gate' : printable(tests.join('; '))}`,
    `setup   ${setup.length === 0 ? 'nothing' : printable(setup.join('; '))}`,
    ...(copy.length === 0 ? [] : [`copy    ${printable(copy.join(', '))}`]),
  ];
}
