import type { ParagraphBlock } from './blocks.ts';
import type { Marker } from './taskLine.ts';
import { markerNamed, markerPattern } from './taskLine.ts';
import type { PlacedText, Source } from './source.ts';
import { slicePlaced } from './source.ts';

/** A sentence of an Execution Note: `Tasks 2.1-2.4 are [SEQUENTIAL] - reason`. */
export interface NoteStatement {
  readonly about: 'tasks' | 'phases';
  /** Ids as written; null: none were named, so it is about where the note stands. */
  readonly names: PlacedText | null;
  readonly marker: Marker;
  readonly reason: string;
}

export interface Instructions {
  readonly notes: readonly NoteStatement[];
  readonly pipelineStart: PlacedText | null;
}

const label = /^[\s>]*\*\*([^*:]{1,40}):?\*\*:?/;

/** Reads `**Execution Note:** …` and `**pipeline-start:** …` out of a paragraph. */
export function readInstructions(source: Source, paragraph: ParagraphBlock): Instructions {
  const notes: NoteStatement[] = [];
  let pipelineStart: PlacedText | null = null;
  let inNote = false;
  for (let line = paragraph.line; line < paragraph.endLine; line++) {
    const text = source.lines[line] ?? '';
    const match = text.includes('**') ? label.exec(text) : null;
    const name =
      match?.[1]
        ?.trim()
        .toLowerCase()
        .replace(/[\s_-]+/g, ' ') ?? null;
    const rest = slicePlaced({ text, line, start: 0 }, match?.[0].length ?? 0, text.length);
    if (name === 'pipeline start') pipelineStart = readPipelineStart(rest);
    if (name !== null) inNote = name === 'execution note' || name === 'execution notes';
    if (inNote) notes.push(...readStatements(rest));
  }
  return { notes, pipelineStart };
}

/** `when 1.3 completes` is `1.3`. */
function readPipelineStart(text: PlacedText): PlacedText {
  const start = /^(?:(?:when|after|once)\s+)?/i.exec(text.text)?.[0].length ?? 0;
  const ending =
    /\s+(?:is\s+|are\s+|has\s+|have\s+)?(?:completes?d?|done|lands?|landed|finish(?:es|ed)?)[.]?$/i.exec(
      text.text,
    );
  return slicePlaced(text, start, ending?.index ?? text.text.length);
}

/** Each statement runs from behind the marker of the one before up to its own; the reason goes on to the next `Tasks`. */
function readStatements(note: PlacedText): NoteStatement[] {
  const matches = [...note.text.matchAll(markerPattern)];
  const subjects = matches.map((match, index) => {
    const previous = matches[index - 1];
    const from = previous === undefined ? 0 : previous.index + previous[0].length;
    return { ...findSubject(note.text.slice(from, match.index), from), end: match.index };
  });
  return matches.map((match, index): NoteStatement => {
    const subject = subjects[index];
    const reasonEnd = subjects[index + 1]?.start ?? note.text.length;
    const names =
      subject === undefined || subject.names === null
        ? null
        : slicePlaced(note, subject.names, subject.namesEnd);
    return {
      about: subject?.about ?? 'phases',
      names: names !== null && /\d/.test(names.text) ? names : null,
      marker: markerNamed(match[1]),
      reason: note.text
        .slice(match.index + match[0].length, reasonEnd)
        .replace(/^[\s:–—-]+/, '')
        .replace(/[\s;]+(?:and)?\s*$/, '')
        .trim(),
    };
  });
}

interface Subject {
  readonly about: 'tasks' | 'phases';
  /** Where the statement and its ids begin, and where the ids end. */
  readonly start: number;
  readonly names: number | null;
  readonly namesEnd: number;
}

function findSubject(text: string, offset: number): Subject {
  const word = [...text.matchAll(/\b(task|phase)s?\b/gi)].at(-1);
  const verb = /\s+(?:are|is|run|runs|must be|should be|can be|stay|go)(?:\s+\w+)?\s*$/i.exec(
    text.slice(-60),
  );
  const namesEnd = offset + (verb === null ? text.length : Math.max(0, text.length - 60) + verb.index);
  if (word === undefined) return { about: 'phases', start: offset, names: null, namesEnd };
  return {
    about: word[1]?.toLowerCase() === 'task' ? 'tasks' : 'phases',
    start: offset + word.index,
    names: offset + word.index + word[0].length,
    namesEnd,
  };
}
