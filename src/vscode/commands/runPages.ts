import { UserError } from '../../core/base/userError.ts';
import { timeOfDay } from '../../core/base/quantities.ts';
import type { JournalEvent } from '../../core/engine/events.ts';
import { toReport } from '../../core/projections/report.ts';
import { RunHistory } from '../../core/projections/runHistory.ts';
import type { RunHandle } from '../../app/project.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { oneRepository } from './askPlace.ts';
import { requireTrust } from './trust.ts';
import { whenChanged } from './whenChanged.ts';

/** The report of the latest run as it stands: also while it goes on. */
export async function showReport(services: HostServices, args: readonly unknown[]): Promise<void> {
  const repository = await withRun(services, args, 'Show Report');
  if (repository === null) return;
  const handle = await handleOf(repository);
  await services.pages.show({
    name: `Report ${handle.run}.md`,
    rendered: true,
    text: () => toReport(handle.status(), decisionsOf(handle)),
    changes: (listener) => whenChanged(services, listener),
  });
}

/** All that happened in the latest run, and why: newest first. */
export async function showDecisionLog(services: HostServices, args: readonly unknown[]): Promise<void> {
  const repository = await withRun(services, args, 'Show Decision Log');
  if (repository === null) return;
  const handle = await handleOf(repository);
  await services.pages.show({
    name: `Decisions ${handle.run}.txt`,
    text: () => logText(handle),
    changes: (listener) => whenChanged(services, listener),
  });
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

function decisionsOf(handle: RunHandle): readonly JournalEvent[] {
  return eventsOf(handle).filter(({ type }) => type === 'decisionMade');
}

/** All events so far: past ones are told at once. */
export function eventsOf(handle: RunHandle): readonly JournalEvent[] {
  const events: JournalEvent[] = [];
  handle.onEvent((event) => events.push(event))();
  return events;
}

function logText(handle: RunHandle): string {
  const history = new RunHistory(timeOfDay);
  for (const event of eventsOf(handle)) history.take(event);
  const lines = history.latest().map(({ at, text, reason }) => {
    return `${timeOfDay(Date.parse(at))}  ${text}${reason === null ? '' : `: ${reason}`}`;
  });
  if (lines.length === 0) throw new UserError('Nothing has happened in this run yet.', 1);
  return `${lines.join('\n')}\n`;
}
