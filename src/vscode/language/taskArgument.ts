import type { TaskArgument } from '../views/treeRow.ts';
import type { PlanSnapshot } from './planSnapshot.ts';

/** What lenses and links hand to commands about a task. */
export function taskArgument({ repository, checked }: PlanSnapshot, task: string): TaskArgument {
  return { folder: repository.folder.uri.toString(), plan: checked.plan.name, task };
}
