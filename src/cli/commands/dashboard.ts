import { dashboardToken } from '../../app/dashboardToken.ts';
import { openDashboard } from '../../app/openDashboard.ts';
import { openProject } from '../../app/openProject.ts';
import { UserError } from '../../core/base/userError.ts';
import type { CommandContext } from '../commandSpec.ts';
import { onInterrupt } from '../interrupts.ts';
import { openBrowser } from '../openBrowser.ts';
import { pageFolder } from '../pageFolder.ts';

const maxPort = 65_535;

interface DashboardValues {
  readonly port: number | null;
  readonly allowActions: boolean;
  readonly noOpen: boolean;
}

/** Serves the dashboard until Ctrl-C. Runs go on without it. */
export async function dashboard(
  { terminal, cwd }: CommandContext,
  { port, allowActions, noOpen }: DashboardValues,
): Promise<number> {
  if (port !== null && port > maxPort) throw new UserError(`--port takes a number up to ${maxPort}.`);
  const token = dashboardToken(process.env);
  const project = await openProject(cwd);
  const server = await openDashboard(project, {
    port,
    token,
    allowActions,
    pageFolder: pageFolder(),
    report: (message) => terminal.report(message),
  });
  const interrupted = new Promise<void>((resolve) => {
    const interrupts = onInterrupt(() => {
      interrupts.dispose();
      resolve();
    });
  });
  terminal.print(server.address);
  terminal.report(
    allowActions
      ? 'Whoever has this address can steer the run. Ctrl-C ends the dashboard, not the run.'
      : 'The page only shows (--allow-actions lets it steer). Ctrl-C ends the dashboard, not the run.',
  );
  const attended = terminal.interactive && terminal.live;
  const isOpened = attended && !noOpen;
  const file = isOpened ? await openBrowser(server.address, project.stateFolder) : null;
  if (isOpened && file === null) terminal.report('No browser could be opened: open the address by hand.');
  await interrupted;
  file?.dispose();
  await server.close();
  return 0;
}
