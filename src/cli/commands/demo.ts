import type { CommandContext } from '../commandSpec.ts';
import { makeDemo, showHistory } from '../demo.ts';
import { printable } from '../printable.ts';
import { showRun } from '../showRun.ts';
import { openProject } from '../../app/openProject.ts';
import { startRun } from '../../app/runs.ts';

/** Plays the demo's plan on a throw-away repository, which stays for looking around. */
export async function demo(
  { terminal }: CommandContext,
  { agent, noWatch }: { readonly agent: string | null; readonly noWatch: boolean },
): Promise<number> {
  const { repository, plan } = await makeDemo();
  const by = agent === null ? 'the embedded stand-in agent' : `the agent ${printable(agent)}`;
  terminal.print(
    `A throw-away repository with a small program and a plan of twelve tasks, played by ${by}:\n${repository}\n`,
  );
  const handle = await startRun(await openProject(repository), {
    plans: [plan],
    cwd: repository,
    agent,
    max: null,
    base: null,
    fresh: false,
    into: null,
    attended: terminal.interactive,
  });
  const summary = await showRun(handle, terminal, { json: false, live: !noWatch, interrupt: 'stop' });
  const [landed] = summary?.status.plans ?? [];
  if (landed !== undefined)
    terminal.print(`\n${await showHistory(repository, landed.integrationBranch, terminal.colored)}`);
  terminal.print(
    [
      '',
      `The result is in ${repository}, on the branch ${landed?.integrationBranch ?? ''}.`,
      'For a plan of your own, in your repository: tutti init, then edit plans/example.md',
      'and play it with your own agent: tutti run plans/example.md --agent claude',
    ].join('\n'),
  );
  return summary?.exitCode ?? 0;
}
