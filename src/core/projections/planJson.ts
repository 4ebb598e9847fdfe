import type { EdgeReason, GraphNode, PlanGraph } from '../graph/graph.ts';
import type {
  Dependency,
  Diagnostic,
  Phase,
  Plan,
  Severity,
  Step,
  Task,
  TaskAttributes,
} from '../plan/plan.ts';

/** The parsed and resolved plan as other programs read it; fields are added, never renamed. Lines count from 1. */
export interface PlanJson {
  readonly version: 1;
  readonly name: string;
  readonly dialect: string;
  readonly path: string;
  readonly title: string;
  readonly phases: readonly PhaseJson[];
  readonly tasks: readonly TaskJson[];
  /** Points where many tasks wait for many; they do no work. */
  readonly barriers: readonly GraphNode[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly why: EdgeReason;
    readonly note?: string;
  }[];
  readonly cycles: readonly (readonly string[])[];
  readonly conflicts: readonly {
    readonly tasks: readonly [string, string];
    readonly files: readonly string[];
    readonly source: 'declared' | 'mentioned';
  }[];
  readonly criticalPath: readonly string[];
  readonly waves: readonly (readonly string[])[];
  readonly diagnostics: readonly DiagnosticJson[];
}

export interface PhaseJson {
  readonly id: string;
  readonly title: string;
  readonly mode: Phase['mode'];
  readonly sync: boolean;
  readonly line: number;
  readonly tasks: readonly string[];
}

export interface TaskJson {
  readonly id: string;
  readonly title: string;
  readonly phase: string;
  readonly line: number;
  readonly state: Task['state'];
  readonly kind: Task['kind'];
  readonly parent: string | null;
  readonly optional: boolean;
  /** `2.1`, `phase 2`, `other-plan.2.1`. */
  readonly depends: readonly string[];
  readonly explicit: boolean;
  readonly files: readonly string[];
  readonly mentions: readonly string[];
  readonly verifyCommands: readonly string[];
  readonly attributes: TaskAttributes;
  readonly body: string;
  readonly steps: readonly Step[];
}

export interface DiagnosticJson {
  readonly code: string;
  readonly severity: Severity;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
}

export function toPlanJson(plan: Plan, graph: PlanGraph): PlanJson {
  return {
    version: 1,
    name: plan.name,
    dialect: plan.dialect,
    path: plan.path,
    title: plan.title,
    phases: plan.phases.map(phaseJson),
    tasks: plan.tasks.map(taskJson),
    barriers: graph.nodes.filter((node) => node.kind === 'barrier'),
    edges: graph.edges,
    cycles: graph.cycles,
    conflicts: graph.overlaps,
    criticalPath: graph.criticalPath,
    waves: graph.waves,
    diagnostics: plan.diagnostics.map(diagnosticJson),
  };
}

function phaseJson({ id, title, mode, sync, line, tasks }: Phase): PhaseJson {
  return { id, title, mode, sync, line, tasks };
}

function taskJson(task: Task): TaskJson {
  return {
    id: task.id,
    title: task.title,
    phase: task.phase,
    line: task.line,
    state: task.state,
    kind: task.kind,
    parent: task.parent,
    optional: task.optional,
    depends: task.depends.map(dependencyName),
    explicit: task.explicit,
    files: task.files,
    mentions: task.mentions,
    verifyCommands: task.verifyCommands,
    attributes: task.attributes,
    body: task.body,
    steps: task.steps,
  };
}

function dependencyName(dependency: Dependency): string {
  switch (dependency.kind) {
    case 'task':
      return dependency.id;
    case 'phase':
      return `phase ${dependency.id}`;
    case 'external':
      return dependency.text;
  }
}

function diagnosticJson(diagnostic: Diagnostic): DiagnosticJson {
  const { code, severity, line, column, endLine, endColumn, message } = diagnostic;
  return { code, severity, line, column, endLine, endColumn, message };
}
