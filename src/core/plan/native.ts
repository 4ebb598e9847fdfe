import { readBlocks } from './blocks.ts';
import { DependencyReader } from './dependencies.ts';
import { readFrontMatter } from './frontMatter.ts';
import { numberPhases } from './phases.ts';
import type { Diagnostic, KnownNames, Phase, Plan, Task } from './plan.ts';
import { readIntroduction, readPhaseText } from './prose.ts';
import type { Report } from './report.ts';
import { diagnosticAt } from './report.ts';
import { readSchedule } from './schedule.ts';
import type { Section } from './sections.ts';
import { readSections } from './sections.ts';
import { readSettings } from './settings.ts';
import type { Source } from './source.ts';
import { rangeAt } from './source.ts';
import type { TaskDraft } from './taskDrafts.ts';
import { draftTasks } from './taskDrafts.ts';
import { settleIds } from './taskIds.ts';
import { finishTasks } from './tasks.ts';

export interface ReadOptions {
  readonly path: string;
  readonly names: KnownNames;
}

/** Reads Tutti's own plan language. */
export function readNativePlan(source: Source, { path, names }: ReadOptions): Plan {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const frontMatter = readFrontMatter(source, report);
  const { name, settings } = readSettings(frontMatter?.entries ?? [], path, { names, report });

  const from = frontMatter?.endLine ?? 0;
  const sections = readSections(readBlocks(source, from), from, source.lines.length);
  const drafts = sections.flatMap((section) => draftTasks(section, { source, names, report }));
  const holders = new Set(drafts.filter((draft) => draft.kind !== 'criterion').map((draft) => draft.section));
  const numbered = numberPhases(
    sections.filter((section) => holders.has(section)),
    report,
  );
  const phaseBySection = new Map(numbered.map((phase) => [phase.section, phase]));
  const phaseOf = (draft: TaskDraft) => nearestPhase(draft.section, phaseBySection) ?? outside;

  const ids = settleIds(drafts, phaseOf, report);
  const taskIds = ids.flatMap(({ id }, index) => (drafts[index]?.kind === 'criterion' ? [] : [id]));
  const dependencies = new DependencyReader(
    {
      ids: taskIds,
      positions: new Map(taskIds.map((id, index) => [id, index])),
      phases: numbered,
      phaseNumbers: new Set(numbered.flatMap((phase) => [phase.id, ...phase.within])),
    },
    report,
  );
  const tasks = finishTasks(drafts, { ids, phaseOf, source, dependencies, report });
  const schedule = readSchedule(sections, numbered, { source, dependencies });

  const title = sections.find((section) => section.heading?.level === 1) ?? null;
  const introduction = readIntroduction(source, { from, title, firstPhase: numbered[0]?.section ?? null });
  const below = sectionsBelow(sections, phaseBySection);
  const tasksByPhase = groupByPhase(tasks);
  const phases = numbered.map(({ section, id, title: phaseTitle, within }, index): Phase => {
    const { mode, sync, note, pipelineStart } = schedule.phases[index] ?? unscheduled;
    const own = tasksByPhase.get(id) ?? [];
    return {
      id,
      title: phaseTitle,
      mode,
      sync,
      note,
      within,
      text: readPhaseText(source, {
        phase: section,
        below: below.get(section) ?? [],
        phases: holders,
        introduction,
      }),
      pipelineStart,
      line: section.heading === null ? (own[0]?.line ?? 1) : section.line + 1,
      tasks: own.map((task) => task.id),
    };
  });
  if (phases.length === 0) reportNoTasks(source, drafts.length, report);
  return {
    name,
    path,
    dialect: 'native',
    title: title?.heading?.title ?? '',
    intro: introduction.text,
    settings,
    phases,
    tasks,
    notes: schedule.notes,
    diagnostics,
  };
}

const outside = { id: '', title: '' };
const unscheduled = { mode: 'default', sync: false, note: null, pipelineStart: null } as const;

function nearestPhase<Value>(section: Section, phases: ReadonlyMap<Section, Value>): Value | null {
  for (let above: Section | null = section; above !== null; above = above.parent) {
    const phase = phases.get(above);
    if (phase !== undefined) return phase;
  }
  return null;
}

function groupByPhase(tasks: readonly Task[]): Map<string, Task[]> {
  const byPhase = new Map<string, Task[]>();
  for (const task of tasks) {
    if (task.kind === 'criterion') continue;
    const list = byPhase.get(task.phase);
    if (list === undefined) byPhase.set(task.phase, [task]);
    else list.push(task);
  }
  return byPhase;
}

/** Sections without tasks by the phase that they are part of. */
function sectionsBelow(
  sections: readonly Section[],
  phases: ReadonlyMap<Section, { readonly section: Section }>,
): Map<Section, Section[]> {
  const below = new Map<Section, Section[]>();
  for (const section of sections) {
    if (phases.has(section)) continue;
    const phase = nearestPhase(section, phases)?.section;
    if (phase === undefined) continue;
    const list = below.get(phase);
    if (list === undefined) below.set(phase, [section]);
    else list.push(section);
  }
  return below;
}

function reportNoTasks(source: Source, criteria: number, report: Report): void {
  const why =
    criteria > 0
      ? 'All check boxes of this file are criteria or notes, so there is nothing to run'
      : 'There is no task in this file';
  report(
    diagnosticAt(rangeAt(0, 0, source.lines[0]?.length ?? 0), {
      code: 'plan/no-tasks',
      severity: 'error',
      message: `${why}; write tasks as "- [ ] 1.1 Title" under a heading.`,
    }),
  );
}
