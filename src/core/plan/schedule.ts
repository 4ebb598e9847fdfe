import type { DependencyReader } from './dependencies.ts';
import type { Dependency, ExecutionNote, Phase } from './plan.ts';
import type { NoteStatement } from './paragraphs.ts';
import { readInstructions } from './paragraphs.ts';
import type { NumberedPhase } from './phases.ts';
import type { Section } from './sections.ts';
import type { Marker } from './taskLine.ts';
import type { PlacedText, Source } from './source.ts';

/** How the phases follow each other: markers and pipeline starts of headings, and Execution Notes. */
export interface Schedule {
  /** In the order of the phases. */
  readonly phases: readonly PhaseSchedule[];
  /** Those about tasks. */
  readonly notes: readonly ExecutionNote[];
}

export type PhaseSchedule = Pick<Phase, 'mode' | 'sync' | 'note' | 'pipelineStart'>;

type Draft = { -readonly [Key in keyof PhaseSchedule]: PhaseSchedule[Key] };

interface Reading {
  readonly source: Source;
  readonly dependencies: DependencyReader;
}

export function readSchedule(
  sections: readonly Section[],
  phases: readonly NumberedPhase[],
  reading: Reading,
): Schedule {
  const drafts = scheduleByHeadings(phases, reading.dependencies);
  const places = new Map(phases.map((phase, index) => [phase.section, index]));
  const notes: ExecutionNote[] = [];
  for (const section of sections) {
    for (const paragraph of section.paragraphs) {
      const instructions = readInstructions(reading.source, paragraph);
      const here = places.get(section) ?? -1;
      const draft = drafts[here];
      if (instructions.pipelineStart !== null && draft !== undefined) {
        draft.pipelineStart = reading.dependencies.read(instructions.pipelineStart);
      }
      const where = { phases, drafts, here };
      notes.push(...instructions.notes.flatMap((note) => readNote(note, where, reading.dependencies)));
    }
  }
  return { phases: drafts, notes };
}

function scheduleByHeadings(phases: readonly NumberedPhase[], dependencies: DependencyReader): Draft[] {
  const holders = new Set(phases.map((phase) => phase.section));
  const startsUsed = new Set<PlacedText>();
  return phases.map(({ section }) => {
    const draft: Draft = { mode: 'default', sync: false, note: null, pipelineStart: null };
    // What a heading without tasks of its own says is meant for the phases below it; its pipeline start for the first.
    let above: Section | null = section;
    while (above !== null && (above === section || !holders.has(above))) {
      for (const marker of above.heading?.markers ?? []) applyMarker(draft, marker);
      const start: PlacedText | null = above.heading?.pipelineStart ?? null;
      if (start !== null && draft.pipelineStart === null && !startsUsed.has(start)) {
        startsUsed.add(start);
        draft.pipelineStart = dependencies.read(start);
      }
      above = above.parent;
    }
    return draft;
  });
}

function applyMarker(draft: Draft, marker: Marker): void {
  if (marker === 'SYNC') draft.sync = true;
  else if (draft.mode === 'default') draft.mode = marker === 'PARALLEL' ? 'parallel' : 'sequential';
}

/** A note about tasks is kept; one about phases is what they are from now on. */
function readNote(statement: NoteStatement, where: Place, dependencies: DependencyReader): ExecutionNote[] {
  const { about, names, marker, reason } = statement;
  if (about === 'phases' || names === null) {
    applyToPhases(statement, where, dependencies);
    return [];
  }
  const mode = marker === 'PARALLEL' ? 'parallel' : 'sequential';
  return [{ mode, tasks: dependencies.read(names), reason }];
}

interface Place {
  readonly phases: readonly NumberedPhase[];
  readonly drafts: readonly Draft[];
  /** Place of the phase that the note stands in; -1: none. */
  readonly here: number;
}

/** A note that names no phases is about the one that it stands in; before the phases, about none. */
function applyToPhases(statement: NoteStatement, where: Place, dependencies: DependencyReader): void {
  const named: readonly Dependency[] =
    statement.names === null ? [] : dependencies.read(statement.names, 'phase');
  const numbers = new Set(
    named.flatMap((dependency) => (dependency.kind === 'phase' ? [dependency.id] : [])),
  );
  where.phases.forEach((phase, index) => {
    const draft = where.drafts[index];
    const isMeant =
      statement.names === null
        ? index === where.here
        : numbers.has(phase.id) || phase.within.some((number) => numbers.has(number));
    if (!isMeant || draft === undefined) return;
    if (statement.marker === 'SYNC') draft.sync = true;
    else draft.mode = statement.marker === 'PARALLEL' ? 'parallel' : 'sequential';
    if (statement.reason !== '') draft.note = statement.reason;
  });
}
