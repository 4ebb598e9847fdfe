import { diagnosticsText } from '../core/projections/diagnosticsText.ts';
import { findPlans } from './findPlans.ts';
import { checkText, loadPlan } from './plans.ts';
import type { Project } from './project.ts';

/** The problems of a text, of a file (relative to `cwd`), or of all plans of the repository, one a line. */
export async function diagnose(
  project: Project,
  { path, text, cwd }: { readonly path: string | null; readonly text: string | null; readonly cwd: string },
): Promise<string> {
  if (text !== null) return diagnosticsText(checkText(project, text, path ?? 'plan.md').plan);
  if (path !== null) return diagnosticsText((await loadPlan(project, path, cwd)).plan);
  const found = await findPlans(project);
  const loaded = await Promise.all(found.map((one) => loadPlan(project, one, project.root)));
  return loaded.map(({ plan }) => diagnosticsText(plan)).join('\n');
}
