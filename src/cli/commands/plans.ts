import { findPlans } from '../../app/findPlans.ts';
import { openProject } from '../../app/openProject.ts';
import { loadPlan } from '../../app/plans.ts';
import type { LoadedPlan, Project } from '../../app/project.ts';
import { UserError } from '../../core/base/userError.ts';
import { graphDot } from '../../core/projections/graphDot.ts';
import { graphMermaid } from '../../core/projections/graphMermaid.ts';
import { graphText } from '../../core/projections/graphText.ts';
import { toPlanJson } from '../../core/projections/planJson.ts';
import type { CommandContext } from '../commandSpec.ts';
import { countProblems, diagnosticLine } from '../print/diagnostics.ts';
import { plural } from '../../shared/dashboard/quantities.ts';
import type { Terminal } from '../terminal.ts';

/** Exit code 2 when there is an error, 0 otherwise. */
export async function lint(
  { terminal, cwd }: CommandContext,
  { plans, json }: { readonly plans: readonly string[]; readonly json: boolean },
): Promise<number> {
  const project = await openProject(cwd);
  const checked = await loadAll(project, plans, cwd);
  const diagnostics = checked.flatMap(({ plan }) => plan.diagnostics);
  if (json) {
    const rows = checked.map(({ plan, graph }) => {
      const { path, diagnostics: problems } = toPlanJson(plan, graph);
      return { path, diagnostics: problems };
    });
    terminal.print(JSON.stringify(rows, null, 2));
  } else {
    for (const { plan } of checked) {
      for (const one of plan.diagnostics) terminal.print(diagnosticLine(plan.path, one, terminal));
    }
    terminal.report(`${plural(checked.length, 'plan')}: ${countProblems(diagnostics)}`);
  }
  return diagnostics.some(({ severity }) => severity === 'error') ? 2 : 0;
}

export const graphFormats = ['text', 'json', 'mermaid', 'dot'] as const;

/** Exit code 2 when the plan has errors, which are told on standard error. */
export async function graph(
  { terminal, cwd }: CommandContext,
  { plan: path, format }: { readonly plan: string; readonly format: string | null },
): Promise<number> {
  const render = renderers.get(format ?? 'text');
  if (render === undefined)
    throw new UserError(`--format takes ${graphFormats.join(', ')}, not \`${format ?? ''}\`.`);
  const loaded = await loadPlan(await openProject(cwd), path, cwd);
  terminal.print(render(loaded).trimEnd());
  const errors = loaded.plan.diagnostics.filter(({ severity }) => severity === 'error');
  for (const one of errors) terminal.report(diagnosticLine(loaded.plan.path, one, uncolored));
  return errors.length > 0 ? 2 : 0;
}

/** What is asked about colours is standard output, which may be a file beside a terminal. */
const uncolored: Pick<Terminal, 'paint'> = { paint: (_, text) => text };

const renderers: ReadonlyMap<string, (loaded: LoadedPlan) => string> = new Map([
  ['text', ({ plan, graph }) => graphText(plan, graph)],
  ['json', ({ plan, graph }) => JSON.stringify(toPlanJson(plan, graph), null, 2)],
  ['mermaid', ({ plan, graph }) => graphMermaid(plan, graph)],
  ['dot', ({ plan, graph }) => graphDot(plan, graph)],
]);

async function loadAll(
  project: Project,
  named: readonly string[],
  cwd: string,
): Promise<readonly LoadedPlan[]> {
  if (named.length > 0) return Promise.all(named.map((path) => loadPlan(project, path, cwd)));
  const found = await findPlans(project);
  return Promise.all(found.map((path) => loadPlan(project, path, project.root)));
}
