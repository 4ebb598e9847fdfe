import type * as vscode from 'vscode';
import type { Disposable } from '../core/base/disposable.ts';
import { UserError } from '../core/base/userError.ts';
import type { TuttiApi, TuttiChange, TuttiRunOptions } from './api.ts';
import { requireTrust } from './commands/trust.ts';
import { sentence } from './commands/steer.ts';
import { eachRepository } from './repository/eachRepository.ts';
import type { Repositories } from './repository/repositories.ts';
import type { Repository } from './repository/repository.ts';

/** What other extensions may do, over the repositories of the window. */
export function hostApi(repositories: Repositories): Omit<TuttiApi, 'version' | 'onDidChange'> {
  return {
    run: (options) => run(repositories, options),
    stop: async (folder) => {
      requireTrust();
      const { handle } = requireRepository(repositories, folder);
      if (handle === null) throw new UserError('There is no run to stop.');
      const answer = await handle.command({ type: 'stop' });
      if (!answer.ok) throw new UserError(sentence(answer.reason), 1);
    },
    status: (folder) => Promise.resolve(requireRepository(repositories, folder).status),
  };
}

/** Tells of changes of every run of the window. */
export function forwardChanges(
  repositories: Repositories,
  listener: (change: TuttiChange) => void,
): Disposable {
  return eachRepository(repositories, (repository) =>
    repository.onDidChange(() => {
      const { folder, status } = repository;
      if (status !== null) listener({ folder: folder.uri, status });
    }),
  );
}

async function run(repositories: Repositories, { plans, agent, max }: TuttiRunOptions): Promise<string> {
  requireTrust();
  const [first] = plans;
  const repository = repositories.of(first);
  if (repository === null) throw new UserError(`${first.fsPath} is in no repository of this window.`);
  const paths = plans.map((plan) => {
    const path = repository.plans.pathOf(plan);
    if (path === null) throw new UserError(`${plan.fsPath} is not in ${repository.folder.name}.`);
    return path;
  });
  const handle = await repository.start({
    plans: paths,
    agent: agent ?? null,
    max: max ?? null,
    base: null,
    fresh: false,
    into: null,
  });
  return handle.run;
}

function requireRepository(repositories: Repositories, folder: vscode.Uri | undefined): Repository {
  const all = repositories.all();
  const found =
    folder === undefined ? all : all.filter((one) => one.folder.uri.toString() === folder.toString());
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) throw new UserError('This window has several folders: say which one is meant.');
  throw new UserError(
    folder === undefined ? 'No folder is open.' : `${folder.fsPath} is no folder of this window.`,
  );
}
