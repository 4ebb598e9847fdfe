import type { StructureNode, StructureView, TaskCard } from '../../../src/shared/dashboard/view.ts';
import { layOut, type PlacedEdge, type PlacedGraph, type PlacedNode } from '../layout.ts';
import { elapsedOf, faceOf, plainText, type Face } from './face.ts';
import { phaseFaceOf } from './phaseFace.ts';
import { indexScene, type SceneIndex } from './sceneIndex.ts';

/** One structure, with the phases collapsed as they are, laid out; and what its tasks are doing. */
export interface GraphModel {
  readonly graph: PlacedGraph;
  readonly index: SceneIndex;
  readonly structure: StructureView;
  readonly titleOfPhase: (ref: string) => string;
  /** Open phase that a node stands in. */
  readonly phaseOf: (ref: string) => string | null;
  /** Phase of a task, open or not; null for a group of tasks. */
  readonly phaseOfTask: (ref: string) => string | null;
  /** Ref under which a task or a barrier is shown: its own, or that of its collapsed phase. */
  readonly shownAs: (ref: string) => string;
  /** Refs of the tasks of a phase. */
  readonly membersOf: (phase: string) => readonly string[];
  readonly isCritical: (edge: PlacedEdge) => boolean;
  readonly isOnCriticalPath: (ref: string) => boolean;
  readonly overlaps: readonly { readonly one: PlacedNode; readonly other: PlacedNode }[];
  readonly faceOf: (ref: string, cards: ReadonlyMap<string, TaskCard>) => Face;
  readonly elapsedOf: (ref: string, cards: ReadonlyMap<string, TaskCard>, now: number) => string;
}

export function createModel(structure: StructureView, collapsed: ReadonlySet<string>): GraphModel {
  const graph = layOut({ ...structure, collapsed });
  const index = indexScene(graph);
  const nodes = new Map(structure.nodes.map((node) => [node.ref, node]));
  const members = membersByPhase(structure.nodes);
  const shownAs = (ref: string): string => {
    const phase = nodes.get(ref)?.phase ?? null;
    return phase !== null && collapsed.has(phase) ? phase : ref;
  };
  const hasPlans = new Set(structure.phases.map(({ plan }) => plan)).size > 1;
  const titles = new Map(
    structure.phases.map(({ ref, plan, title }) => [ref, plainText(hasPlans ? `${plan} · ${title}` : title)]),
  );
  const titleOfPhase = (ref: string): string => titles.get(ref) ?? ref;
  const model: Omit<GraphModel, 'isCritical' | 'isOnCriticalPath'> = {
    ...{ graph, index, structure, titleOfPhase, shownAs },
    phaseOf: (ref) => {
      const phase = nodes.get(ref)?.phase ?? null;
      return phase !== null && !collapsed.has(phase) ? phase : null;
    },
    phaseOfTask: (ref) => {
      const node = nodes.get(ref);
      return node === undefined || node.kind === 'group' ? null : node.phase;
    },
    membersOf: (phase) => members.get(phase) ?? [],
    overlaps: structure.overlaps.flatMap(({ tasks }) => {
      const [one, other] = tasks.map((ref) => index.nodes.get(shownAs(ref)));
      return one === undefined || other === undefined || one === other ? [] : [{ one, other }];
    }),
    faceOf: (ref, cards) => {
      const node = nodes.get(ref);
      if (index.nodes.get(ref)?.kind !== 'phase' && node !== undefined)
        return faceOf(node, cards.get(ref) ?? null, (other) => nodes.get(other)?.id ?? other);
      return phaseFaceOf(titleOfPhase(ref), cardsOf(members.get(ref) ?? [], cards));
    },
    elapsedOf: (ref, cards, now) => elapsedOf(cards.get(ref) ?? null, now),
  };
  return withCriticalPath(model, structure.criticalPath);
}

/** `path`: refs of tasks. */
export function withCriticalPath(
  model: Omit<GraphModel, 'isCritical' | 'isOnCriticalPath'>,
  path: readonly string[],
): GraphModel {
  const { refs, links } = criticalLinks(model.index, path.map(model.shownAs));
  return {
    ...model,
    isCritical: ({ from, to }) => links.has(`${from}\n${to}`),
    isOnCriticalPath: (ref) => refs.has(ref),
  };
}

function membersByPhase(nodes: readonly StructureNode[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const { ref, phase, kind } of nodes) {
    if (phase === null || kind === 'barrier' || kind === 'group') continue;
    const known = members.get(phase);
    if (known === undefined) members.set(phase, [ref]);
    else known.push(ref);
  }
  return members;
}

function cardsOf(refs: readonly string[], cards: ReadonlyMap<string, TaskCard>): readonly TaskCard[] {
  return refs.flatMap((ref) => cards.get(ref) ?? []);
}

/** Between two tasks that follow each other on the path there may be a barrier: it is then on it as well. */
function criticalLinks(
  index: SceneIndex,
  path: readonly string[],
): { readonly refs: ReadonlySet<string>; readonly links: ReadonlySet<string> } {
  const refs = new Set(path);
  const links = new Set<string>();
  for (const [at, to] of path.entries()) {
    const from = path[at - 1];
    if (from === undefined || from === to) continue;
    const outgoing = index.edgesOf(from).from;
    const between = outgoing.some((edge) => edge.to === to)
      ? null
      : outgoing.find((edge) => index.edgesOf(edge.to).from.some((next) => next.to === to));
    if (between === undefined) continue;
    if (between === null) links.add(`${from}\n${to}`);
    else {
      refs.add(between.to);
      links.add(`${from}\n${between.to}`).add(`${between.to}\n${to}`);
    }
  }
  return { refs, links };
}
