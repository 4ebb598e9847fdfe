import type { Dependency, Plan, Range } from './plan.ts';

/** What a name in a plan stands for. */
export type Named =
  { readonly kind: 'task'; readonly id: string } | { readonly kind: 'phase'; readonly id: string };

/** A place where a task or phase is named. */
export interface PlacedName {
  readonly named: Named;
  readonly range: Range;
  readonly role: 'definition' | 'reference';
  /** The id itself stands at `range`; else it is meant by a range of ids, or written in another way. */
  readonly isWritten: boolean;
  /** Task that depends on it; null: a definition, a heading or a note. */
  readonly by: string | null;
}

/** Every place where a task or a phase is named, each once. Phases are defined by their headings, which are not here. */
export function placedNames(plan: Plan): PlacedName[] {
  const names: PlacedName[] = [];
  // Children that inherit a dependency have the very object of their group.
  const seen = new Set<Dependency>();
  const refer = (dependency: Dependency, by: string | null): void => {
    if (dependency.kind === 'external' || seen.has(dependency)) return;
    seen.add(dependency);
    const { kind, id } = dependency;
    const written = kind === 'task' ? dependency.idRange : null;
    names.push({
      named: { kind, id },
      range: written ?? dependency.range,
      role: 'reference',
      isWritten: written !== null,
      by,
    });
  };
  for (const task of plan.tasks) {
    const { id, idRange } = task;
    if (idRange !== null) {
      const isWritten = idRange.endColumn - idRange.column === id.length && task.kind !== 'verify';
      names.push({ named: { kind: 'task', id }, range: idRange, role: 'definition', isWritten, by: null });
    }
    for (const dependency of task.depends) refer(dependency, id);
  }
  for (const phase of plan.phases) for (const start of phase.pipelineStart ?? []) refer(start, null);
  for (const note of plan.notes) for (const task of note.tasks) refer(task, null);
  return names;
}

/** The places of one task or phase. */
export function namesOf(plan: Plan, { kind, id }: Named): PlacedName[] {
  return placedNames(plan).filter(({ named }) => named.kind === kind && named.id === id);
}

/** The name at a place, its end included; of the ids that a range stands for the one that is written there. */
export function nameAt(
  plan: Plan,
  place: { readonly line: number; readonly column: number },
): PlacedName | null {
  const here = placedNames(plan).filter(({ range }) => contains(range, place));
  return here.find(({ isWritten }) => isWritten) ?? here[0] ?? null;
}

function contains(
  { line, column, endColumn }: Range,
  place: { readonly line: number; readonly column: number },
): boolean {
  return place.line === line && place.column >= column && place.column <= endColumn;
}
