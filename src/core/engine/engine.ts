import PQueue from 'p-queue';
import type { RunCommand } from '../../shared/command.ts';
import type { AttemptEvent } from '../../shared/attemptEvent.ts';
import type { Disposable } from '../base/disposable.ts';
import { success, type Result } from '../base/result.ts';
import { reasonOf } from '../base/systemFault.ts';
import { Attempts, type TaskNode } from './attempts.ts';
import { RunBudget } from './budget.ts';
import { interpret, overtaken, watchTask, type Steering } from './commands.ts';
import { decide, nextWake } from './decide.ts';
import type { JournalEvent, RunEvent } from './events.ts';
import type { EngineListener, EnginePorts } from './enginePorts.ts';
import { earlierLandings } from './earlierLandings.ts';
import { evolve } from './evolve.ts';
import { GateKeeper } from './gateKeeper.ts';
import { MergeQueue } from './mergeQueue.ts';
import { isTask, nodeOf } from './nodes.ts';
import { PlanRevision } from './planRevision.ts';
import { Requests } from './requests.ts';
import type { RunPlan, RunSettings } from './runPlan.ts';
import type { RunState } from './state.ts';
import { takeUp } from './takeUp.ts';
import { Verifications } from './verifications.ts';
import { WarmUp } from './warmUp.ts';

/** The only loop: records events, lets `decide` answer, and carries out what the events ask for. */
export class Engine implements Disposable {
  readonly state: RunState;
  readonly #ports: EnginePorts;
  readonly #listener: EngineListener;
  readonly #attempts: Attempts;
  readonly #gates: GateKeeper;
  readonly #landings = new PQueue({ concurrency: 1 });
  readonly #queues = new Map<string, MergeQueue>();
  readonly #verifications: Verifications;
  readonly #underWay = new Set<Promise<void>>();
  readonly #over: Promise<void>;
  #finish: () => void = () => undefined;
  #timer: Disposable | null = null;
  #timerAt = Number.POSITIVE_INFINITY;
  /** Commands that are being interpreted; those that were answered are in the state. */
  readonly #handling = new Set<string>();
  #scheduled = false;
  /** Nothing is decided before the state agrees with the repository. */
  #recovering = false;
  #generation = 0;
  readonly #warmUp: WarmUp;
  readonly #budget = new RunBudget();
  readonly #requests = new Requests();
  readonly #revision = new PlanRevision();
  /** The journal of an earlier owner may say halted, too; this engine may still go on. */
  #dead = false;

  /** `state` is the fold of the journal so far; `generation` is the lock's. */
  constructor(
    state: RunState,
    generation: number,
    outside: { readonly ports: EnginePorts; readonly listener: EngineListener },
  ) {
    this.state = state;
    this.#generation = generation;
    this.#ports = outside.ports;
    this.#listener = outside.listener;
    this.#over = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const record = (event: RunEvent): void => {
      this.record(event);
    };
    const halt = (reason: string): void => {
      this.#halt(reason);
    };
    const sync = (): Promise<void> => outside.ports.journal.sync();
    const common = { ...outside.ports, state, record, halt, sync };
    this.#attempts = new Attempts({
      ...common,
      run: (effect) => {
        this.#run(effect);
      },
      onWorkerEvents: (task, events) => {
        this.#onWorkerEvents(task, events);
      },
    });
    this.#gates = new GateKeeper({
      ...common,
      onGate: (task, gate) => {
        this.#listener.onGate(task, gate);
      },
    });
    this.#verifications = new Verifications({ ...common, gates: this.#gates });
    this.#warmUp = new WarmUp(common);
  }

  /** Appends an event to the journal, folds it, and acts on it. The one way to change the state. */
  record(event: RunEvent): void {
    if (this.#dead) return;
    const envelope = {
      seq: this.state.lastSeq + 1,
      at: this.#ports.clock.now(),
      generation: this.#generation,
    };
    const entry: JournalEvent = { ...envelope, ...event };
    try {
      this.#ports.journal.append(entry);
    } catch (error) {
      return this.#halt(`the journal can't be written: ${reasonOf(error)}`);
    }
    evolve(this.state, entry);
    this.#listener.onEvent(entry);
    this.#act(entry);
    this.#schedule();
  }

  /**
   * Takes up every task where the journal left it; then carries out what people asked for in the meantime. To be called
   * once, when the state was folded from a journal. `now`: what may have changed since the run was started.
   */
  async recover(
    now: Pick<RunSettings, 'attended' | 'budget' | 'attempt'> & {
      /** A run that was paused or draining stays so. */
      readonly asItWas?: boolean;
    },
    commands: readonly RunCommand[],
  ): Promise<void> {
    this.#recovering = true;
    const { phase } = this.state;
    const { asItWas, ...settings } = now;
    this.record({ type: 'runResumed', ...settings });
    if (asItWas === true && phase === 'paused') this.record({ type: 'runPaused' });
    if (asItWas === true && phase === 'draining') this.record({ type: 'drainRequested' });
    const landed = await earlierLandings(this.state, this.#ports.history);
    if (!landed.ok) {
      this.#halt(landed.reason);
      return;
    }
    for (const event of landed.value) this.record(event);
    takeUp(this.state, this.#attempts, {
      record: (event) => {
        this.record(event);
      },
      run: (effect) => {
        this.#run(effect);
      },
      makeWay: (node) => this.#makeWay(node),
    });
    for (const command of commands) await this.handle(command);
    this.#recovering = false;
    this.#schedule();
  }

  /** Takes up what the plan's file says now. */
  revisePlan(fresh: RunPlan): void {
    for (const event of this.#revision.revise(this.state, fresh)) this.record(event);
  }

  /** As `handle`, for commands whose answer is read from the journal. */
  take(command: RunCommand): void {
    this.#run(this.handle(command).then(() => undefined));
  }

  /** Carries out a person's command once, and says in the journal what became of it. */
  async handle(command: RunCommand): Promise<Result<null>> {
    const known = this.state.handledCommands.has(command.id) || this.#handling.has(command.id);
    if (command.run !== this.state.run || known) return success(null);
    this.#handling.add(command.id);
    const steering: Steering = {
      state: this.state,
      history: this.#ports.history,
      send: (node, message) => this.#attempts.send(node, message),
      agentOf: this.#ports.agentOf,
      loadPlan: this.#ports.loadPlan,
    };
    const isUntouched = watchTask(this.state, command);
    const interpreted = await interpret(steering, command);
    const answer = isUntouched() ? interpreted : overtaken(interpreted);
    this.#handling.delete(command.id);
    if (!answer.ok) {
      this.record({ type: 'commandRejected', id: command.id, reason: answer.reason });
      return answer;
    }
    this.record({ type: 'commandAccepted', id: command.id, command: command.type });
    for (const event of answer.value) this.record(event);
    return success(null);
  }

  /** Resolves when the run has ended, stopped or halted and nothing of it is under way here. */
  async whenOver(): Promise<void> {
    await this.#over;
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    await Promise.all([...this.#queues.values()].map((queue) => queue.whenIdle()));
  }

  /** Lets go of a run that goes on: from here on nothing is recorded, and its agents are left alone. */
  detach(): void {
    if (this.#dead) return;
    this.record({ type: 'runDetached' });
    this.#dead = true;
    this.dispose();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#warmUp.dispose();
    this.#attempts.dispose();
    for (const queue of this.#queues.values()) queue.stop();
    this.#verifications.abort();
    this.#finish();
  }

  #schedule(): void {
    if (this.#scheduled || this.#recovering) return;
    this.#scheduled = true;
    void Promise.resolve().then(() => {
      this.#scheduled = false;
      if (!this.#dead) this.#step();
    });
  }

  #step(): void {
    for (;;) {
      const facts = { now: this.#ports.clock.now(), random: this.#ports.chance.random() };
      const event = decide(this.state, facts);
      if (event === null) break;
      this.record(event);
    }
    if (this.state.phase === 'running' || this.state.phase === 'paused' || this.state.phase === 'draining') {
      for (const [name] of this.state.queued) this.#queueOf(name)?.kick();
      this.#setTimer();
      this.#warmUp.postpone();
    }
  }

  #setTimer(): void {
    const wakeAt = nextWake(this.state, this.#ports.clock.now()) ?? Number.POSITIVE_INFINITY;
    if (wakeAt === this.#timerAt) return;
    this.#timer?.dispose();
    this.#timerAt = wakeAt;
    if (!Number.isFinite(wakeAt)) return;
    this.#timer = this.#ports.clock.at(wakeAt, () => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#schedule();
    });
  }

  #act(event: JournalEvent): void {
    switch (event.type) {
      case 'attemptStarted':
        return this.#withTask(event.task, (node) => this.#attempts.launch(node));
      case 'attemptEnded':
        return this.#withTask(event.task, (node) => this.#attempts.collect(node));
      case 'verificationStarted':
        return this.#run(this.#verifications.run(event.task, event.commit));
      case 'taskReassigned':
        return this.#withTask(event.task, (node) => this.#makeWay(node));
      case 'taskLanded':
      case 'taskFailed':
      case 'taskSkipped':
      case 'taskCancelled':
      case 'taskMarkedDone':
        return this.#releaseSlot(event.task);
      case 'stopRequested':
      case 'budgetExceeded':
        return this.#interruptAll(event.reason);
      case 'runStopped':
      case 'runEnded':
        return this.#finish();
      default:
        return;
    }
  }

  /** An agent that another one is to take over from stops; what it has done is kept. */
  async #makeWay(node: TaskNode): Promise<void> {
    if (node.nextAgent === null) return;
    await this.#attempts.send(node, { type: 'stop', reason: `${node.nextAgent.name} goes on with it` });
  }

  #withTask(ref: string, effect: (node: Parameters<Attempts['launch']>[0]) => Promise<void>): void {
    const node = nodeOf(this.state, ref);
    if (isTask(node)) this.#run(effect(node));
  }

  /** Effects report what went wrong as events; one that throws is a bug or a broken machine, and halts the run. */
  #run(effect: Promise<void>): void {
    const tracked: Promise<void> = effect
      .catch((error: unknown) => {
        this.#halt(reasonOf(error));
      })
      .finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  #releaseSlot(ref: string): void {
    const node = nodeOf(this.state, ref);
    const slot = node.attempts.at(-1)?.slot;
    if (slot === undefined) return;
    this.#run(
      this.#ports.worktrees.release(slot).then(() => {
        this.#schedule();
      }),
    );
  }

  #interruptAll(reason: string): void {
    if (this.state.phase === 'stopping') {
      this.#verifications.abort();
      for (const queue of this.#queues.values()) queue.stop();
    }
    for (const ref of this.state.active) {
      const node = nodeOf(this.state, ref);
      if (!isTask(node) || (node.status.name !== 'running' && node.status.name !== 'needs-you')) continue;
      this.#run(this.#attempts.send(node, { type: 'stop', reason }));
    }
  }

  #queueOf(plan: string): MergeQueue | undefined {
    const known = this.#queues.get(plan);
    const planState = this.state.plans.get(plan);
    if (known !== undefined || planState === undefined) return known;
    const queue = new MergeQueue(planState, this.#landings, {
      state: this.state,
      history: this.#ports.history,
      gates: this.#gates,
      record: (event) => {
        this.record(event);
      },
      halt: (reason) => {
        this.#halt(reason);
      },
      sync: () => this.#ports.journal.sync(),
      onStep: (task, step) => {
        this.#listener.onQueueStep(task, step);
      },
    });
    this.#queues.set(plan, queue);
    return queue;
  }

  #onWorkerEvents(task: string, events: readonly AttemptEvent[]): void {
    this.#listener.onWorkerEvents(task, events);
    const node = nodeOf(this.state, task);
    for (const event of this.#requests.take(node, events)) this.record(event);
    for (const event of events) {
      if (event.type !== 'usage') continue;
      for (const spent of this.#budget.spend(this.state, node, event)) this.record(spent);
    }
  }

  /** The run can not go on, for a reason from outside. Its agents are left alone. */
  halt(reason: string): void {
    this.#halt(reason);
  }

  #halt(reason: string): void {
    if (this.#dead) return;
    this.#dead = true;
    const envelope = {
      seq: this.state.lastSeq + 1,
      at: this.#ports.clock.now(),
      generation: this.#generation,
    };
    const entry: JournalEvent = { ...envelope, type: 'runHalted', reason };
    try {
      this.#ports.journal.append(entry);
    } catch (error) {
      // The journal itself is what failed; the listener still hears why.
      if (!(error instanceof Error)) throw error;
    }
    evolve(this.state, entry);
    this.#listener.onEvent(entry);
    this.dispose();
  }
}
