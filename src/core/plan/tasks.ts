import { readBody } from './body.ts';
import type { DependencyReader } from './dependencies.ts';
import { findMentions } from './mentions.ts';
import type { Task } from './plan.ts';
import type { Report } from './report.ts';
import { diagnosticAt } from './report.ts';
import type { Source } from './source.ts';
import { rangeOf } from './source.ts';
import type { TaskDraft } from './taskDrafts.ts';
import { stateOf } from './taskDrafts.ts';
import type { SettledId } from './taskIds.ts';

interface Settled {
  /** In the order of the drafts. */
  readonly ids: readonly SettledId[];
  readonly phaseOf: (draft: TaskDraft) => { readonly id: string };
  readonly source: Source;
  readonly dependencies: DependencyReader;
  readonly report: Report;
}

/** Follows references and hands the words of a group down to its children, which come after it. */
export function finishTasks(drafts: readonly TaskDraft[], settled: Settled): Task[] {
  const finished = new Map<TaskDraft, Task>();
  return drafts.map((draft, index) => {
    const id = settled.ids[index] ?? { id: '', ownId: false, identity: '' };
    const parent = draft.parent === null ? null : (finished.get(draft.parent) ?? null);
    const task = finishTask(draft, { id, parent }, settled);
    finished.set(draft, task);
    return task;
  });
}

function finishTask(
  draft: TaskDraft,
  { id, parent }: { readonly id: SettledId; readonly parent: Task | null },
  { phaseOf, source, dependencies, report }: Settled,
): Task {
  const { checkbox, own } = draft;
  const { depends, explicit } = readDepends(draft, parent, dependencies);
  const body = readBody(source, { line: draft.bodyLine, endLine: checkbox.endLine }, draft.children);
  const state = stateOf(checkbox);
  if (state === 'open' && parent !== null && parent.state !== 'open') reportOpenChild(draft, parent, report);
  return {
    id: id.id,
    ownId: id.ownId,
    identity: id.identity,
    title: draft.title,
    phase: phaseOf(draft).id,
    kind: draft.kind,
    state,
    optional: checkbox.optional,
    parent: parent?.id ?? null,
    line: checkbox.line + 1,
    endLine: checkbox.endLine,
    idRange: id.ownId && draft.idText !== null ? rangeOf(draft.idText) : null,
    checkbox: rangeOf(checkbox.mark),
    body,
    steps: draft.steps,
    depends,
    explicit,
    exclusive: draft.exclusive,
    files: own.files ?? parent?.files ?? [],
    mentions: draft.kind === 'criterion' ? [] : findMentions(draft.titleCode, body),
    verifyCommands: draft.kind === 'verify' ? verifyCommands(draft) : [],
    attributes: parent === null ? own.attributes : { ...parent.attributes, ...own.attributes },
  };
}

function readDepends(
  draft: TaskDraft,
  parent: Task | null,
  dependencies: DependencyReader,
): Pick<Task, 'depends' | 'explicit'> {
  if (draft.own.depends !== null) return { depends: dependencies.read(draft.own.depends), explicit: true };
  return { depends: parent?.depends ?? [], explicit: parent?.explicit ?? false };
}

function verifyCommands({ own, titleCode }: TaskDraft): string[] {
  if (own.attributes.verify !== undefined) return [own.attributes.verify];
  return titleCode.map((span) => span.code).filter((code) => code !== '');
}

function reportOpenChild(draft: TaskDraft, parent: Task, report: Report): void {
  report(
    diagnosticAt(rangeOf(draft.checkbox.mark), {
      code: 'plan/open-child',
      severity: 'warning',
      message: `The group "${parent.id}" is ticked, but this task in it is open and will run; tick it too if it is done.`,
    }),
  );
}
