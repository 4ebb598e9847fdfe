import { makeDemo, showHistory, type Demo } from '../../app/demo.ts';
import { openProject } from '../../app/openProject.ts';
import type { RunHandle } from '../../app/project.ts';
import { startRun } from '../../app/runs.ts';
import type { CommandContext } from '../commandSpec.ts';
import { printable } from '../../core/base/printable.ts';
import { packageRoot } from '../packageRoot.ts';
import { showRun } from '../showRun.ts';

/** Plays the demo's plan on a throw-away repository, which stays for looking around. */
export async function demo(
  { terminal }: CommandContext,
  { agent, noWatch }: { readonly agent: string | null; readonly noWatch: boolean },
): Promise<number> {
  const made = await makeDemo(packageRoot());
  const { repository } = made;
  const handle = await start(made, { agent, attended: terminal.interactive });
  const by = agent === null ? 'the embedded stand-in agent' : `the agent ${printable(agent)}`;
  terminal.print(`A throw-away repository and a plan of twelve tasks, played by ${by}:\n${repository}\n`);
  const summary = await showRun(handle, terminal, { json: false, live: !noWatch, interrupt: 'stop' });
  const [result] = handle.status().plans;
  const branch = result?.integrationBranch ?? '';
  terminal.print(
    [
      '',
      await showHistory(repository, branch, terminal.colored),
      '',
      `The result is in ${repository}, on the branch ${branch}.`,
      'For a plan of your own, in your repository: tutti init, then edit plans/example.md',
      'and play it with your own agent: tutti run plans/example.md --agent claude',
    ].join('\n'),
  );
  return summary?.exitCode ?? 0;
}

async function start(
  { repository, plan, remove }: Demo,
  { agent, attended }: { readonly agent: string | null; readonly attended: boolean },
): Promise<RunHandle> {
  const options = { plans: [plan], cwd: repository, max: null, base: null, fresh: false, into: null };
  try {
    return await startRun(await openProject(repository), { ...options, agent, attended });
  } catch (error) {
    await remove();
    throw error;
  }
}
