import { checkPlan } from '../../src/core/graph/checkPlan.ts';
import { toPlanView } from '../../src/core/projections/planView.ts';
import type { FolderModel, WindowModel } from '../../src/vscode/views/windowModel.ts';

/** A folder with plans (path → text), and the latest run of them. */
export function folderModel(
  plans: Readonly<Record<string, string>>,
  rest: Partial<FolderModel> = {},
): FolderModel {
  const { status = null, folder = 'file:///shop' } = rest;
  return {
    folder,
    name: 'shop',
    status,
    activity: [],
    problem: null,
    obstacle: 'none',
    plans: Object.entries(plans).map(([path, text]) => {
      const { plan, graph } = checkPlan(text, { path });
      const view = toPlanView(plan, graph, status);
      return { uri: `${folder}/${path}`, path, view: () => view, flaw: () => null };
    }),
    ...rest,
  };
}

/** Five minutes after the runs of `statusOf` have started. */
export function windowModel(...folders: readonly FolderModel[]): WindowModel {
  return { now: Date.parse('2026-11-20T14:05:00.000Z'), folders };
}

/** The statuses of a plan of the name `auth` go with this path. */
export const authPath = 'plans/auth.md';
