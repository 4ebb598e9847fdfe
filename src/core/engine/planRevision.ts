import type { PlanChanged, RunEvent } from './events.ts';
import { hasStarted, isWork } from './nodes.ts';
import { refOf, type RunEdge, type RunNode, type RunPlan } from './runPlan.ts';
import type { NodeState, PlanState, RunState } from './state.ts';
import { isBroken, isSatisfied } from './taskStatus.ts';

/**
 * What the plan file says now against what the run plays: new tasks join, tasks that have not started are changed or
 * dropped, those that have started go on as they are. Tasks are the same when their identity is, so that the number of
 * one without an id of its own may change. Says each thing once.
 */
export class PlanRevision {
  readonly #told = new Set<string>();

  /** The events that bring a plan of the run up to `fresh`; none when nothing is different. */
  revise(state: RunState, fresh: RunPlan): readonly RunEvent[] {
    const plan = state.plans.get(fresh.name);
    if (plan === undefined) return [];
    const own = [...state.nodes.values()].filter((node) => node.plan === fresh.name);
    const ids = nodeIds(own, fresh);
    const nodes = fresh.nodes.map((node) => {
      const id = ids.get(node.id) ?? node.id;
      return withChosenAgent({ ...node, id }, state.nodes.get(refOf(fresh.name, id)));
    });
    const event = changeOf(plan, own, { ...fresh, nodes, edges: mapEdges(fresh.edges, ids) });
    return [...(event === null ? [] : [event, ...said(event)]), ...this.#kept(own, nodes)];
  }

  /** Tasks at work that the file has no more, or tells otherwise now. */
  #kept(own: readonly NodeState[], nodes: readonly RunNode[]): readonly RunEvent[] {
    const fresh = new Map(nodes.map((node) => [node.id, node]));
    const events: RunEvent[] = [];
    for (const node of own) {
      const over = isSatisfied(node.status) || isBroken(node.status);
      if (!isWork(node) || !hasStarted(node) || over) continue;
      const now = fresh.get(node.spec.id);
      if (now !== undefined && textOf(now) === textOf(node.spec)) continue;
      const mark = `${node.ref} ${now === undefined ? '' : textOf(now)}`;
      if (this.#told.has(mark)) continue;
      this.#told.add(mark);
      const what = now === undefined ? 'goes on, though the plan has it no more' : 'goes on as it was';
      const why = 'it had started when the plan was edited';
      events.push({ type: 'decisionMade', task: node.ref, what, why });
    }
    return events;
  }
}

function changeOf(plan: PlanState, own: readonly NodeState[], fresh: RunPlan): PlanChanged | null {
  const known = new Map(own.map((node) => [node.spec.id, node]));
  const wanted = new Set(fresh.nodes.map(({ id }) => id));
  const added = fresh.nodes.filter(({ id }) => !known.has(id));
  const changed = fresh.nodes.filter((node) => {
    const old = known.get(node.id);
    return old !== undefined && !hasStarted(old) && textOf(old.spec, true) !== textOf(node, true);
  });
  const replaced = new Set(changed.map(({ id }) => id));
  const places = fresh.nodes.flatMap((node): PlanChanged['places'] => {
    const old = known.get(node.id)?.spec;
    if (old === undefined || replaced.has(node.id) || !('rank' in node) || !('rank' in old)) return [];
    return old.order === node.order && old.rank === node.rank ? [] : [[node.id, node.order, node.rank]];
  });
  const removed = own.filter((node) => !wanted.has(node.spec.id) && !hasStarted(node));
  const { title, intro, criteria, phases, source = null } = fresh;
  const edges = JSON.stringify(plan.plan.edges) === JSON.stringify(fresh.edges) ? null : fresh.edges;
  const about = JSON.stringify([title, intro, criteria, phases]);
  const { plan: old } = plan;
  const same = about === JSON.stringify([old.title, old.intro, old.criteria, old.phases]);
  if (same && edges === null && added.length + changed.length + removed.length + places.length === 0)
    return null;
  const ids = removed.map(({ spec }) => spec.id);
  return {
    type: 'planChanged',
    plan: fresh.name,
    title,
    intro,
    criteria,
    ...(phases === undefined ? {} : { phases }),
    source,
    added,
    changed,
    removed: ids,
    places,
    edges,
  };
}

/** The id that each node of the file has in the run: that of the same task, else its own if it is free. */
function nodeIds(own: readonly NodeState[], fresh: RunPlan): ReadonlyMap<string, string> {
  const byIdentity = new Map(own.map((node) => [identityOf(node.spec), node.spec.id]));
  const ids = new Map<string, string>();
  const taken = new Set(own.filter(hasStarted).map(({ spec }) => spec.id));
  const newcomers: RunNode[] = [];
  for (const node of fresh.nodes) {
    const id = byIdentity.get(identityOf(node));
    if (id === undefined) newcomers.push(node);
    else {
      ids.set(node.id, id);
      taken.add(id);
    }
  }
  for (const { id } of newcomers) {
    const free = freeId(id, taken);
    ids.set(id, free);
    taken.add(free);
  }
  return ids;
}

/** `2.3`, `2.4`, … for a task without an id of its own whose number somebody else has. */
function freeId(id: string, taken: ReadonlySet<string>): string {
  const [, stem = `${id}-`, number = '1'] = /^(.*\.)(\d+)$/.exec(id) ?? [];
  let free = id;
  for (let next = Number(number) + 1; taken.has(free); next += 1) free = `${stem}${String(next)}`;
  return free;
}

function withChosenAgent(fresh: RunNode, old: NodeState | undefined): RunNode {
  if (old?.reassigned !== true || old.spec.kind !== 'task' || fresh.kind !== 'task') return fresh;
  return { ...fresh, agent: old.spec.agent };
}

function identityOf(node: RunNode): string {
  return 'identity' in node ? node.identity : node.id;
}

function mapEdges(edges: readonly RunEdge[], ids: ReadonlyMap<string, string>): readonly RunEdge[] {
  return edges.map((edge) => ({
    ...edge,
    from: ids.get(edge.from) ?? edge.from,
    to: ids.get(edge.to) ?? edge.to,
  }));
}

/** All that is said of a node but its place in the plan, and, of one that has started, whether its box is ticked. */
function textOf(node: RunNode, withBox = false): string {
  if (!('rank' in node)) return JSON.stringify(node);
  // Journals of earlier versions do not say whether an estimate was guessed.
  const text = { ...node, guessed: undefined, landedAs: null };
  return JSON.stringify({ ...text, order: 0, rank: 0, satisfied: withBox ? node.satisfied : null });
}

function said({ plan, added, removed, changed }: PlanChanged): readonly RunEvent[] {
  const lists = [
    ['took in', added],
    ['changed', changed],
  ] as const;
  const parts = lists.map(([what, nodes]) =>
    part(
      what,
      nodes.filter((node) => 'rank' in node).map(({ id }) => id),
    ),
  );
  const dropped = part(
    'dropped',
    removed.filter((id) => !id.startsWith('barrier:')),
  );
  const what = [...parts, dropped].filter((text) => text !== '').join('; ');
  if (what === '') return [];
  return [{ type: 'decisionMade', task: null, what, why: `the file of plan ${plan} was edited` }];
}

function part(what: string, ids: readonly string[]): string {
  if (ids.length === 0) return '';
  const more = ids.length > 8 ? ` and ${String(ids.length - 8)} more` : '';
  return `${what} ${ids.slice(0, 8).join(', ')}${more}`;
}

/** Why a task can't have another id now; null when it can. */
export function whyNotRenamed(
  state: RunState,
  { plan, from, to }: { readonly plan: string; readonly from: string; readonly to: string },
): string | null {
  const node = state.nodes.get(refOf(plan, from));
  if (node === undefined || !isWork(node)) return `there is no task ${from} in plan ${plan}`;
  if (state.nodes.has(refOf(plan, to))) return `plan ${plan} has a task ${to} already`;
  if (node.spec.identity !== from) return `${from} is a number that the plan does not give`;
  const { status } = node;
  switch (status.name) {
    case 'preparing':
    case 'running':
    case 'settling':
    case 'verifying':
    case 'queued':
      return `${from} is ${status.name}: rename it when that is over`;
    case 'ready':
      return node.attempts.length > 0 ? `${from} is about to go on: rename it when that is over` : null;
    case 'needs-you':
      return status.live ? `the agent of ${from} waits for you: rename it when that is over` : null;
    default:
      return null;
  }
}
