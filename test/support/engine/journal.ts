import { decide } from '../../../src/core/engine/decide.ts';
import type { JournalEvent, RunEvent } from '../../../src/core/engine/events.ts';
import { evolve, initialState } from '../../../src/core/engine/evolve.ts';
import type { RunPlan, RunSettings } from '../../../src/core/engine/runPlan.ts';
import type { RunState } from '../../../src/core/engine/state.ts';
import { settings as defaultSettings } from './plans.ts';

/** A journal that is written by hand: given these events, when these facts hold, then these events follow. */
export class Story {
  readonly journal: JournalEvent[] = [];
  readonly state: RunState = initialState();
  now = 0;
  random = 0;

  constructor(plans: readonly RunPlan[], settings: RunSettings = defaultSettings()) {
    this.given({ type: 'runStarted', version: 1, run: 'run', settings, into: null });
    for (const plan of plans) this.given({ type: 'planAdded', plan });
  }

  given(...events: readonly RunEvent[]): this {
    for (const event of events)
      this.append({ seq: this.state.lastSeq + 1, at: this.now, generation: 1, ...event });
    return this;
  }

  append(event: JournalEvent): void {
    this.journal.push(event);
    evolve(this.state, event);
  }

  at(now: number): this {
    this.now = now;
    return this;
  }

  /** The events that the rules want now, each folded before the next is asked for. */
  then(): readonly RunEvent[] {
    const events: RunEvent[] = [];
    for (;;) {
      const event = decide(this.state, { now: this.now, random: this.random });
      if (event === null) return events;
      events.push(event);
      this.given(event);
    }
  }

  /** The state's name of a task of plan `p`. */
  status(id: string): string | undefined {
    return this.state.nodes.get(id.includes('/') ? id : `p/${id}`)?.status.name;
  }
}

/** The state that a journal folds to, as another process would read it. */
export function foldAgain(journal: readonly JournalEvent[]): RunState {
  const state = initialState();
  for (const line of journal) evolve(state, JSON.parse(JSON.stringify(line)) as JournalEvent);
  return state;
}
