import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { UserError } from '../core/base/userError.ts';
import { buildRunPlan, type PlanSurroundings } from '../core/engine/buildRunPlan.ts';
import type { RunPlan } from '../core/engine/runPlan.ts';
import { checkPlan } from '../core/graph/checkPlan.ts';
import type { ShownPlan } from '../core/projections/dashboard/planDashboard.ts';
import { resolveAgent } from '../core/config/resolveAgent.ts';
import { attemptLimits } from './settings.ts';
import type { LoadedPlan, Project } from './project.ts';

/** Reads and checks a plan. Throws UserError when there is no such file; problems in it are its diagnostics. */
export async function loadPlan(project: Project, path: string, cwd: string): Promise<LoadedPlan> {
  const file = resolve(cwd, path);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError(`The plan ${path} can't be read: ${readProblem(error)}.`);
  }
  return checkText(project, text, relative(project.root, file).split(sep).join('/'));
}

/** Checks the text of a plan against the names that the project knows. `path` is relative to the repository, with `/`. */
export function checkText(project: Project, text: string, path: string): LoadedPlan {
  const names = { agents: Object.keys(project.config.agents), pools: poolsOf(project), skills: null };
  const { plan, graph } = checkPlan(text, { path, names });
  return { text, plan, graph };
}

/** Refuses plans with errors, in one UserError that names each with its place. */
export function requireSound(loaded: ShownPlan): void {
  const errors = loaded.plan.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length === 0) return;
  const lines = errors.slice(0, 20).map(({ line, column, message, code }) => {
    return `${loaded.plan.path}:${String(line)}:${String(column)}: ${message} (${code})`;
  });
  throw new UserError(lines.join('\n'), 2, 'plan');
}

/** Refuses two plans of one name, in a UserError. */
export function requireDistinct(loaded: readonly ShownPlan[]): void {
  const seen = new Map<string, string>();
  for (const { plan } of loaded) {
    const other = seen.get(plan.name);
    if (other !== undefined) {
      throw new UserError(
        `${other} and ${plan.path} are both named ${plan.name}: give one a name in its front matter.`,
      );
    }
    seen.set(plan.name, plan.path);
  }
}

/** Where a plan's integration branch stands. */
export interface PlanPlace {
  readonly branch: string;
  readonly base: string;
  readonly head: string;
  /** What landed in earlier runs: by identity, the commit as which it did; null: done by hand. */
  readonly landedBefore: ReadonlyMap<string, string | null>;
  readonly forcedAgent: string | null;
}

export function toRunPlan(project: Project, loaded: LoadedPlan, place: PlanPlace): RunPlan {
  const source = { digest: digestOf(loaded.text), forcedAgent: place.forcedAgent };
  return { ...runPlanOf(project, loaded, place), source };
}

/** As `toRunPlan`, of a plan whose text nobody will follow. */
export function runPlanOf(project: Project, { plan, graph }: ShownPlan, place: PlanPlace): RunPlan {
  const { config } = project;
  const around: PlanSurroundings = {
    integrationBranch: place.branch,
    base: place.base,
    head: place.head,
    landedBefore: place.landedBefore,
    verify: config.verify,
    retries: config.retries,
    limits: attemptLimits(config),
    serializeOverlaps: config.conflicts === 'serialize',
    defaultPool: 'default',
    forcedAgent: place.forcedAgent,
    agentOf: (name, model, gates) => {
      const overrides = { gates, canAsk: false, ...(model === null ? {} : { model }) };
      const resolved = resolveAgent(config, name ?? config.agent, overrides);
      if (!resolved.ok) throw new UserError(resolved.message);
      return resolved.value.spec;
    },
  };
  return buildRunPlan(plan, graph, around);
}

/** Names a text of a plan. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function poolsOf(project: Project): readonly string[] {
  return [...new Set(['default', ...Object.keys(project.config.pools)])];
}

function readProblem(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return String(error);
  switch (error.code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
      return 'permission denied';
    default:
      return error.message;
  }
}
