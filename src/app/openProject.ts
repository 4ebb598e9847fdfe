import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository, type OpenFailure } from '../adapters/git/openRepository.ts';
import { UserError, type ErrorTopic } from '../core/base/userError.ts';
import type { ConfigLayers } from '../core/config/resolve.ts';
import { formatProblem, loadConfig } from './loadConfig.ts';
import type { Project } from './project.ts';

const maxNamed = 3;

/** The repository that a folder belongs to, with its configuration. Throws UserError with one clear sentence. */
export async function openProject(cwd: string, layers: Omit<ConfigLayers, 'file'> = {}): Promise<Project> {
  if (!existsSync(cwd)) throw new UserError(`There is no folder ${cwd}.`);
  const repository = await openRepository(cwd);
  if (!repository.ok) throw new UserError(`${repository.message}.`, 2, topicOf(repository));
  const root = repository.value.mainWorktree;
  const loaded = await loadConfig(root, layers);
  if (!loaded.ok) throw new UserError(loaded.problems.map(formatProblem).join('\n'), 2, 'config');
  const { config, warnings } = loaded.value;
  const notes = warnings.map(formatProblem);
  if (repository.value.dirty)
    notes.push('Uncommitted changes in your checkout are not part of the base of a run.');
  const { untracked } = repository.value;
  if (untracked.length > 0) notes.push(untrackedNote(untracked));
  return { root, stateFolder: join(root, '.tutti'), repository: repository.value, config, notes };
}

function topicOf({ reason }: OpenFailure): ErrorTopic {
  if (reason === 'not-a-repository') return 'noRepository';
  return reason === 'no-commits' ? 'noCommit' : 'git';
}

function untrackedNote(files: readonly string[]): string {
  const named = files.slice(0, maxNamed).join(', ');
  const more = files.length > maxNamed ? ` and ${String(files.length - maxNamed)} more` : '';
  return `Untracked files in your checkout are not part of the base of a run: ${named}${more}.`;
}
