import type { Block, CheckboxBlock, HeadingBlock, ParagraphBlock } from './blocks.ts';
import type { Marker } from './taskLine.ts';
import { readAnnotations } from './taskLine.ts';
import type { PlacedText } from './source.ts';

/** A heading and what stands below it, up to the next heading; the first section of a file may have no heading. */
export interface Section {
  readonly heading: Heading | null;
  readonly parent: Section | null;
  /** Line of its heading; of the file's start without one. Lines count from 0. */
  readonly line: number;
  endLine: number;
  /** Its checkboxes are criteria. */
  readonly criteria: boolean;
  readonly checkboxes: CheckboxBlock[];
  readonly paragraphs: ParagraphBlock[];
}

export interface Heading {
  readonly level: number;
  /** `3` of `Phase 3: Name`. */
  readonly number: string | null;
  readonly title: string;
  readonly markers: readonly Marker[];
  readonly pipelineStart: PlacedText | null;
  readonly text: PlacedText;
}

const criteriaHeading =
  /^(?:(?:success|acceptance|exit|completion) criteria|definition of done|notes?|risks?|out of scope|non-?goals)(?:\s*(?:$|[:(&/]|(?:and|for|of)\b))/i;
const phaseHeading =
  /^[^\p{L}\p{N}]{0,8}phase\s+(\d{1,6}(?:\.\d{1,6}){0,8}[a-z]?)(?![\w.]*\w)(?:\*\*)?\s*[:.)–—-]?\s*(.*)$/iu;
const numberedHeading = /^(\d{1,6}(?:\.\d{1,6}){0,8})(?:[.:)]|(?<=\.\d{1,6}))\s+(.*)$/;

export function readSections(blocks: readonly Block[], from: number, to: number): Section[] {
  let current = newSection(null, null, from);
  const sections = [current];
  for (const block of blocks) {
    switch (block.kind) {
      case 'heading': {
        const heading = readHeading(block);
        current.endLine = block.text.line;
        current = newSection(heading, parentFor(current, heading.level), block.text.line);
        sections.push(current);
        break;
      }
      case 'checkbox':
        current.checkboxes.push(block);
        break;
      case 'paragraph':
        current.paragraphs.push(block);
        break;
    }
  }
  current.endLine = to;
  return sections;
}

function newSection(heading: Heading | null, parent: Section | null, line: number): Section {
  const criteria = (parent?.criteria ?? false) || (heading !== null && isCriteria(heading));
  return { heading, parent, line, endLine: line, criteria, checkboxes: [], paragraphs: [] };
}

function isCriteria(heading: Heading): boolean {
  const plain = heading.title.replace(/^[^\p{L}\p{N}]+/u, '').replace(/\*\*/g, '');
  return criteriaHeading.test(plain) && !/^\s*phase\s/i.test(heading.text.text);
}

function parentFor(section: Section, level: number): Section | null {
  let parent: Section | null = section;
  while (parent !== null && (parent.heading === null || parent.heading.level >= level))
    parent = parent.parent;
  return parent;
}

function readHeading({ level, text }: HeadingBlock): Heading {
  const { title, groups, markers } = readAnnotations(text, pipelineKey);
  const match = phaseHeading.exec(title) ?? numberedHeading.exec(title);
  return {
    level,
    number: match?.[1] ?? null,
    title: match?.[2]?.trim() || title,
    markers,
    pipelineStart: groups[0]?.value ?? null,
    text,
  };
}

function pipelineKey(name: string): 'pipelineStart' | null {
  return /^\s*pipeline[\s_-]?start\s*$/i.test(name) ? 'pipelineStart' : null;
}
