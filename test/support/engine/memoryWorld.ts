import { failure } from '../../../src/core/base/result.ts';
import { Engine } from '../../../src/core/engine/engine.ts';
import type { EnginePorts } from '../../../src/core/engine/enginePorts.ts';
import type { JournalEvent, RunEvent } from '../../../src/core/engine/events.ts';
import { initialState } from '../../../src/core/engine/evolve.ts';
import type { RunPlan, RunSettings } from '../../../src/core/engine/runPlan.ts';
import { foldAgain } from './journal.ts';
import { MemoryGates } from './memoryGates.ts';
import { MemoryHistory, type HistoryMemory } from './memoryHistory.ts';
import { MemoryWorkers } from './memoryWorkers.ts';
import { MemoryWorktrees } from './memoryWorktrees.ts';
import { mortal, type Life } from './mortal.ts';
import { agentNamed, settings as defaultSettings } from './plans.ts';
import { runUntil, VirtualClock } from './virtualClock.ts';

/** Everything outside of the engine, in memory; it outlives the engines that run in it. */
export class MemoryWorld {
  readonly clock = new VirtualClock();
  readonly history: MemoryHistory;
  readonly worktrees: MemoryWorktrees;
  readonly workers: MemoryWorkers;
  readonly gates: MemoryGates;
  readonly journal: JournalEvent[] = [];
  readonly steps: string[] = [];
  /** Called for every event, before it is written. */
  onAppend: (event: JournalEvent, life: Life) => void = () => undefined;
  #generation = 0;

  constructor(memory: HistoryMemory = { remembers: () => true }) {
    this.history = new MemoryHistory(memory);
    this.worktrees = new MemoryWorktrees(this.history);
    this.workers = new MemoryWorkers(this.clock, this.worktrees);
    this.gates = new MemoryGates(this.clock, this.worktrees, this.history);
  }

  /** An engine at the start of a new run. */
  begin(plans: readonly RunPlan[], settings: RunSettings = defaultSettings()): Engine {
    for (const plan of plans) this.history.refs.set(`refs/heads/${plan.integrationBranch}`, plan.head);
    const engine = this.#engine();
    engine.record({ type: 'runStarted', version: 1, run: 'run', settings, into: null });
    for (const plan of plans) engine.record({ type: 'planAdded', plan });
    return engine;
  }

  /** An engine of a new owner that reads the journal. */
  again(): Engine {
    return this.#engine();
  }

  async play(engine: Engine): Promise<void> {
    await runUntil(this.clock, engine.whenOver());
    engine.dispose();
  }

  eventsOf<Type extends RunEvent['type']>(type: Type): readonly (JournalEvent & { readonly type: Type })[] {
    return this.journal.filter(
      (event): event is JournalEvent & { readonly type: Type } => event.type === type,
    );
  }

  /** Tasks on a plan's integration branch, oldest first. */
  landed(plan = 'p'): readonly string[] {
    const landings = this.history.landingsOf(`tutti/${plan}/integration`, 'base');
    return landings.map(({ task }) => task).reverse();
  }

  #engine(): Engine {
    const state = this.journal.length === 0 ? initialState() : foldAgain(this.journal);
    const life: Life = { alive: true };
    let ids = 0;
    const ports: EnginePorts = {
      clock: mortal(this.clock, life),
      chance: { random: () => 0.5, uuid: () => `id-${String((ids += 1))}` },
      journal: {
        append: (event) => {
          if (life.alive) this.onAppend(event, life);
          if (life.alive) this.journal.push(event);
        },
        sync: () => Promise.resolve(),
      },
      worktrees: mortal(this.worktrees, life),
      history: mortal(this.history, life),
      gates: mortal(this.gates, life),
      workers: mortal(this.workers, life),
      environmentOf: () => ({}),
      promptContext: () => ({ statusFile: '/status.json', wisdom: '' }),
      outputFileOf: (task, serial) => ({ absolute: `/${task}/${String(serial)}`, relative: task }),
      agentOf: (name) => agentNamed(name),
      loadPlan: (path) => Promise.resolve(failure({ reason: `there is no ${path}` })),
      stateFolder: '/state',
    };
    this.#generation += 1;
    return new Engine(state, this.#generation, {
      ports,
      listener: {
        onEvent: () => undefined,
        onWorkerEvents: () => undefined,
        onGate: () => undefined,
        onQueueStep: (task, step) => this.steps.push(`${task} ${step ?? 'out'}`),
      },
    });
  }
}
