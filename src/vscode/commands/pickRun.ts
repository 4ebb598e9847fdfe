import * as vscode from 'vscode';
import { earlierRuns, reportOf, type EarlierRun } from '../../app/runList.ts';
import { UserError } from '../../core/base/userError.ts';
import { countLanded, runFacts } from '../../core/projections/runFacts.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { oneRepository } from './askPlace.ts';
import { pickOne, type PickItem } from './pickLive.ts';
import { isLive } from './steer.ts';
import { requireTrust } from './trust.ts';

/** Lets a person choose among the runs of a repository and shows the report of one; a stopped one can be resumed. */
export async function pickRun(services: HostServices, args: readonly unknown[]): Promise<void> {
  requireTrust();
  const title = 'Show Earlier Run';
  const repository = await oneRepository(services, args, {
    title,
    accepts: ({ project }) => project !== null,
  });
  if (repository === null) return;
  const runs = earlierRuns(repository.requireProject());
  if (runs.length === 0) throw new UserError('There is no run in this repository yet.', 2, 'noRun');
  const picked = await pickOne<EarlierRun>({
    title,
    placeholder: 'Which run? Its report is shown',
    items: () => runs.map((run) => runItem(repository, run)),
  });
  if (picked === null) return;
  const text = reportOf(repository.requireProject(), picked);
  await services.pages.show({ name: `Report ${picked.run}.md`, rendered: true, text: () => text });
}

function runItem(repository: Repository, run: EarlierRun): PickItem<EarlierRun> {
  const { status } = run;
  const { landed, total } = countLanded(status);
  const facts = [`${String(landed)} of ${String(total)} landed`, ...runFacts(status, Date.now())];
  const resume = {
    icon: 'debug-continue',
    tooltip: 'Resume Run',
    press: () => {
      const folder = repository.folder.uri.toString();
      void vscode.commands.executeCommand('tutti.resume', { folder, run: run.run });
    },
  };
  return {
    key: run.run,
    label: run.run,
    description: status.state,
    detail: facts.join(' · '),
    value: run,
    itemButtons: status.state === 'stopped' && !isLive(repository) ? [resume] : [],
  };
}
