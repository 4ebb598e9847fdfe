import { decide, nextWake } from './decide.ts';
import type { JournalEvent, RunEvent } from './events.ts';
import { evolve, initialState } from './evolve.ts';
import type { RunState } from './state.ts';
import { TimeQueue } from './timeQueue.ts';

/** Something that the world does later, unless by then it makes no sense any more (`make` says null). */
export interface Reaction {
  readonly afterMs: number;
  readonly make: (state: RunState) => RunEvent | null;
}

/** What stands in for agents, git and people. It may look at the state, not change it. */
export interface SimulatedWorld {
  react(event: JournalEvent, state: RunState): readonly Reaction[];
  /** 0 ≤ random < 1: jitter of back-offs. */
  random(): number;
  /** Every event, once it is folded. */
  observe?(event: JournalEvent, state: RunState): void;
  /** Nothing happens between these two times. */
  pass?(state: RunState, fromMs: number, toMs: number): void;
  /** Nothing more will happen by itself: what a person does now. Empty ends the simulation. */
  whenIdle?(state: RunState): readonly RunEvent[];
}

export interface Simulation {
  readonly state: RunState;
  readonly events: number;
  /** Virtual milliseconds since the start. */
  readonly now: number;
}

/**
 * Plays events through the rules that real runs are played by, with a virtual clock that starts at 0 and jumps from
 * one thing that happens to the next.
 */
export function simulate(start: readonly RunEvent[], world: SimulatedWorld): Simulation {
  const state = initialState();
  const later = new TimeQueue<Reaction['make']>();
  let now = 0;
  const record = (event: RunEvent): void => {
    const entry: JournalEvent = { seq: state.lastSeq + 1, at: now, generation: 1, ...event };
    evolve(state, entry);
    world.observe?.(entry, state);
    for (const { afterMs, make } of world.react(entry, state)) later.add(now + afterMs, make);
  };
  for (const event of start) record(event);
  for (;;) {
    const due = later.takeDue(now);
    const event = due === null ? decide(state, { now, random: world.random() }) : due(state);
    if (event !== null) record(event);
    if (event !== null || due !== null) continue;
    const next = earlier(later.nextAt, nextWake(state, now));
    if (next !== null) {
      const from = now;
      now = Math.max(now, next);
      world.pass?.(state, from, now);
      continue;
    }
    const answers = world.whenIdle?.(state) ?? [];
    if (answers.length === 0) return { state, events: state.lastSeq, now };
    for (const answer of answers) record(answer);
  }
}

function earlier(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return Math.min(left, right);
}
