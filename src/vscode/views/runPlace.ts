import type { FolderModel } from './windowModel.ts';

/** Where the file of a run's plan is, and its own name; of a file that is gone: none, and the run's name. */
export function runPlace(
  { folder, plans, status }: FolderModel,
  planInRun: string,
): { readonly folder: string; readonly uri: string; readonly plan: string } {
  const path = status?.plans.find(({ name }) => name === planInRun)?.path;
  const file = plans.find((plan) => plan.path === path);
  return { folder, uri: file?.uri ?? '', plan: file?.view()?.name ?? planInRun };
}
