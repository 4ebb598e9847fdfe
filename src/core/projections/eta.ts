import { EstimateBook, type PastTask } from '../engine/estimates.ts';
import { forecast, type Forecast, type ForecastOptions } from '../engine/forecast.ts';
import { isTask } from '../engine/nodes.ts';
import { refOf, type RunNode, type RunPlan } from '../engine/runPlan.ts';
import type { NodeState, RunState, TaskStateName } from '../engine/state.ts';
import { isActive, isBroken, isSatisfied } from '../engine/taskStatus.ts';
import { ownPastTasks } from './pastTasks.ts';

/** With more open tasks the simulation is left out: it would cost more than it tells. */
const maxTasks = 5_000;
/** A forecast plays all that is left: not at every change, and less often the more tasks there are. */
const minIntervalMs = 5_000;
const intervalPerTaskMs = 20;
/** Those at work go first. */
const underWay = 1_000_000_000;

/** When everything should have landed, epoch ms: expected and, where enough is known, the 10th and 90th percentile. */
export interface Eta {
  readonly at: number;
  readonly from: number | null;
  readonly to: number | null;
}

/** Null while too little is known: nothing has landed yet, and earlier runs don't tell either; or no end is in sight. */
export function etaOf(state: RunState, now: number, past: readonly PastTask[] = []): Eta | null {
  if (!goesOnByItself(state)) return null;
  const left = forecastLeft(state, now, past);
  if (left === null) return null;
  const { wallMs, wallRange } = left;
  if (wallRange === null && ownPastTasks(state).length === 0) return null;
  return {
    at: now + wallMs,
    from: wallRange === null ? null : now + wallRange.low,
    to: wallRange === null ? null : now + wallRange.high,
  };
}

/** False as well when all that is left waits for a person: nobody knows when that will be. */
export function goesOnByItself({ phase, counts, held, holds, budgetExceeded }: RunState): boolean {
  if (phase !== 'running') return false;
  const count = (name: TaskStateName): number => counts.get(name) ?? 0;
  const atWork = count('preparing') + count('running') + count('settling') + count('verifying');
  if (atWork + count('waiting') > 0 || count('queued') > held.size) return true;
  return count('ready') > 0 && holds.size === 0 && budgetExceeded === null;
}

/** How long a forecast of a run that goes on is kept. */
export function forecastIntervalMs({ nodes }: RunState): number {
  return minIntervalMs + nodes.size * intervalPerTaskMs;
}

/** What is left of a run; null when it does not go on, or is too large. `past`: of earlier runs. */
export function forecastLeft(state: RunState, now: number, past: readonly PastTask[] = []): Forecast | null {
  if (state.phase !== 'running' || countOpen(state) > maxTasks) return null;
  const plans = [...state.plans.values()].map(({ plan }) => remaining(state, plan));
  const book = new EstimateBook(past, ownPastTasks(state));
  const elapsedMs = new Map([...state.nodes.values()].map((node) => [node.ref, elapsedOf(node, now)]));
  return forecast(plans, state.settings, { book, elapsedMs, ...heldUp(state, now) });
}

/** All that is selected, from the start, as it would have been foretold then; null: it is too large, or empty. */
export function forecastWhole(state: RunState, past: readonly PastTask[]): Forecast | null {
  if (state.nodes.size === 0 || state.nodes.size > maxTasks) return null;
  const plans = [...state.plans.values()].map(({ plan }) => ({
    ...plan,
    nodes: plan.nodes.map((spec): RunNode => {
      const isLeftOut = state.nodes.get(refOf(plan.name, spec.id))?.selected === false;
      return isLeftOut && (spec.kind === 'task' || spec.kind === 'verify')
        ? { ...spec, satisfied: 'over' }
        : spec;
    }),
  }));
  return forecast(plans, state.settings, { book: new EstimateBook(past) });
}

function countOpen({ nodes }: RunState): number {
  let open = 0;
  for (const node of nodes.values()) if (isTask(node) && !isOver(node)) open += 1;
  return open;
}

function isOver({ status, selected }: NodeState): boolean {
  return isSatisfied(status) || isBroken(status) || !selected;
}

/** What the clock alone lets go on. */
function heldUp(
  { windows, waiting, nodes }: RunState,
  now: number,
): Pick<ForecastOptions, 'closedMs' | 'putOffMs'> {
  const closed = [...windows].filter(([, { openedAt, until }]) => openedAt === null && until > now);
  const putOff = [...waiting].flatMap((ref): readonly [string, number][] => {
    const node = nodes.get(ref);
    return node?.status.name === 'waiting' && node.selected ? [[ref, node.status.until - now]] : [];
  });
  return {
    closedMs: new Map(closed.map(([provider, { until }]) => [provider, until - now])),
    putOffMs: new Map(putOff.filter(([, ms]) => ms > 0)),
  };
}

function remaining(state: RunState, plan: RunPlan): RunPlan {
  const nodes = plan.nodes.map((spec): RunNode => {
    const node = state.nodes.get(refOf(plan.name, spec.id));
    if (node === undefined) return spec;
    // A task may have been given to another agent.
    const now = node.spec;
    if (now.kind !== 'task' && now.kind !== 'verify') return spec;
    const isAhead = isActive(node.status) || node.status.name === 'queued';
    return {
      ...now,
      priority: isAhead ? now.priority + underWay : now.priority,
      satisfied: isOver(node) ? 'over' : null,
    };
  });
  return { ...plan, nodes };
}

/** What its attempts took; all of it once its agent has finished. */
function elapsedOf({ attempts, status }: NodeState, now: number): number {
  if (status.name === 'queued' || status.name === 'settling') return Number.MAX_SAFE_INTEGER;
  return attempts.reduce((all, { startedAt, end }) => all + (end?.at ?? now) - startedAt, 0);
}
