import { UserError } from '../../core/base/userError.ts';
import type { Repositories } from '../repository/repositories.ts';
import type { Repository } from '../repository/repository.ts';

/** The repository that a document is of. Throws UserError when its folder is not in the window any more. */
export function requireRepository(repositories: Repositories, folder: string): Repository {
  const found = repositories.all().find((repository) => repository.folder.uri.toString() === folder);
  if (found !== undefined) return found;
  throw new UserError(`${folder} is not open in this window.`);
}
