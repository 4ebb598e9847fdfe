import { DisposableStore, toDisposable } from '../../core/base/disposable.ts';
import { timeOfDayText } from '../../shared/dashboard/quantities.ts';
import { RunReport } from '../../core/projections/report.ts';
import { PastAttempts } from '../../app/pastAttempts.ts';
import type { RunHandle } from '../../app/project.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { FollowedHistory } from '../views/followedHistory.ts';
import { oneRepository } from './askPlace.ts';
import { requireTrust } from './trust.ts';
import { whenChanged } from './whenChanged.ts';

/** The report of the latest run as it stands: also while it goes on. */
export async function showReport(services: HostServices, args: readonly unknown[]): Promise<void> {
  const repository = await withRun(services, args, 'Show Report');
  if (repository === null) return;
  const handle = await handleOf(repository);
  const report = new RunReport();
  const past = new PastAttempts(repository.requireProject().stateFolder);
  await services.pages.show({
    name: `Report ${handle.run}.md`,
    rendered: true,
    text: () => report.text(handle.status(), past.lines()),
    changes: (listener) => {
      const following = whileChanging(services, listener);
      following.add(toDisposable(handle.onEvent((event) => report.take(event))));
      return following;
    },
  });
}

/** All that happened in the latest run, and why: newest first. */
export async function showDecisionLog(services: HostServices, args: readonly unknown[]): Promise<void> {
  const repository = await withRun(services, args, 'Show Decision Log');
  if (repository === null) return;
  const handle = await handleOf(repository);
  const history = new FollowedHistory(timeOfDayText);
  await services.pages.show({
    name: `Decisions ${handle.run}.txt`,
    text: () => logText(history),
    changes: (listener) => {
      const following = whileChanging(services, listener);
      following.add(history);
      history.follow(handle);
      return following;
    },
  });
}

function whileChanging(services: HostServices, listener: () => void): DisposableStore {
  const following = new DisposableStore();
  following.add(whenChanged(services, listener));
  return following;
}

function withRun(
  services: HostServices,
  args: readonly unknown[],
  title: string,
): Promise<Repository | null> {
  requireTrust();
  return oneRepository(services, args, { title, accepts: ({ project }) => project !== null });
}

/** Of the run that is shown; else of the latest, which is followed from then on. */
async function handleOf(repository: Repository): Promise<RunHandle> {
  return repository.handle ?? repository.follow(null);
}

function logText(history: FollowedHistory): string {
  const lines = history.latest().map(({ at, text, reason }) => {
    return `${timeOfDayText(Date.parse(at))}  ${text}${reason === null ? '' : `: ${reason}`}`;
  });
  return lines.length === 0 ? 'Nothing has happened in this run yet.\n' : `${lines.join('\n')}\n`;
}
