import { attributeKey } from './attributeKeys.ts';
import type { OwnAttributes } from './attributes.ts';
import { readAttributes } from './attributes.ts';
import type { CheckboxBlock } from './blocks.ts';
import type { LineSpan } from './body.ts';
import { readChildAttributes } from './body.ts';
import type { CodeSpan } from './inline.ts';
import type { KnownNames, Step, Task } from './plan.ts';
import type { Report } from './report.ts';
import { diagnosticAt, emptyCommand } from './report.ts';
import type { Section } from './sections.ts';
import type { PlacedText, Source } from './source.ts';
import { rangeOf, slicePlaced } from './source.ts';
import type { TaskHead } from './taskId.ts';
import { readTaskHead } from './taskId.ts';
import { inlineAttributes, readAnnotations } from './taskLine.ts';

/** A task as it stands in the file, before ids are settled and references are followed. */
export interface TaskDraft {
  readonly section: Section;
  readonly checkbox: CheckboxBlock;
  kind: Task['kind'];
  readonly parent: TaskDraft | null;
  readonly writtenId: string | null;
  readonly idText: PlacedText | null;
  readonly title: string;
  readonly titleCode: readonly CodeSpan[];
  readonly exclusive: boolean;
  readonly own: OwnAttributes;
  /** Where its description begins. */
  readonly bodyLine: number;
  readonly steps: Step[];
  /** Lines of its child tasks. */
  readonly children: LineSpan[];
}

export interface DraftContext {
  readonly source: Source;
  readonly names: KnownNames;
  readonly report: Report;
}

/** Makes of each checkbox a task, a criterion, or a step of the task around it. */
export function draftTasks(section: Section, context: DraftContext): TaskDraft[] {
  const drafts: TaskDraft[] = [];
  const owners = new Map<CheckboxBlock, TaskDraft>();
  for (const checkbox of section.checkboxes) {
    const owner = checkbox.parent === null ? undefined : owners.get(checkbox.parent);
    const head = readTaskHead(checkbox.text.text);
    const isStep =
      owner !== undefined &&
      (owner.kind === 'criterion' || owner.kind === 'verify' || (head.id === null && !head.verify));
    if (isStep) {
      owner.steps.push({ text: checkbox.text.text, line: checkbox.line + 1, state: stateOf(checkbox) });
      owners.set(checkbox, owner);
      continue;
    }
    const draft = draftTask(
      section,
      { checkbox, head, parent: head.verify ? null : (owner ?? null) },
      context,
    );
    owner?.children.push(checkbox);
    if (draft.parent !== null) draft.parent.kind = 'group';
    owners.set(checkbox, draft);
    drafts.push(draft);
  }
  return drafts;
}

interface Item {
  readonly checkbox: CheckboxBlock;
  readonly head: TaskHead;
  readonly parent: TaskDraft | null;
}

function draftTask(section: Section, { checkbox, head, parent }: Item, context: DraftContext): TaskDraft {
  if (section.criteria) return draftCriterion(section, checkbox);
  const { source, names, report } = context;
  const { text } = checkbox;
  const rest = slicePlaced(text, head.titleStart, text.text.length);
  const { title, groups, markers, code } = readAnnotations(rest, attributeKey);
  if (markers.includes('SYNC')) reportSync(text, report);
  const child = readChildAttributes(source, { line: checkbox.line + 1, endLine: checkbox.endLine });
  const written = groups.length === 0 ? child.attributes : [...inlineAttributes(groups), ...child.attributes];
  if (head.verify && code.some((span) => span.code === '')) report(emptyCommand(rangeOf(rest)));
  return {
    section,
    checkbox,
    kind: head.verify ? 'verify' : 'task',
    parent,
    writtenId: head.id,
    idText: head.id === null ? null : slicePlaced(text, head.idStart, head.idEnd),
    title: titleOf(title, head),
    titleCode: code,
    exclusive: (parent?.exclusive ?? false) || markers.includes('SEQUENTIAL'),
    own: readAttributes(written, names, report),
    bodyLine: child.endLine,
    steps: [],
    children: [],
  };
}

function draftCriterion(section: Section, checkbox: CheckboxBlock): TaskDraft {
  return {
    section,
    checkbox,
    kind: 'criterion',
    parent: null,
    writtenId: null,
    idText: null,
    title: checkbox.text.text,
    titleCode: [],
    exclusive: false,
    own: { attributes: {}, files: null, depends: null },
    bodyLine: checkbox.line + 1,
    steps: [],
    children: [],
  };
}

function titleOf(title: string, head: TaskHead): string {
  if (title === '' && head.verify) return (head.id ?? 'VERIFY').replace('-', ' ');
  if (!head.boldTitle || title === '') return title;
  // `**1.1 Title**`: the bold was opened before the id. Closed right away it holds nothing more.
  return title.startsWith('**') ? title.slice(2).trim() : `**${title}`;
}

export function stateOf(checkbox: CheckboxBlock): 'open' | 'done' | 'skipped' {
  switch (checkbox.mark.text) {
    case 'x':
    case 'X':
      return 'done';
    case '-':
    case '~':
      return 'skipped';
    default:
      return 'open';
  }
}

function reportSync(text: PlacedText, report: Report): void {
  report(
    diagnosticAt(rangeOf(text), {
      code: 'plan/not-yet-supported',
      severity: 'warning',
      message: '[SYNC] is for phases and does nothing on a task; put it on the heading.',
    }),
  );
}
