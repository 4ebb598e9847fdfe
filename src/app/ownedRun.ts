import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createGates } from '../adapters/gates/createGates.ts';
import type { Git } from '../adapters/git/createGit.ts';
import type { LocalWorkers } from '../adapters/pools/localWorkers.ts';
import { followInbox } from '../adapters/store/inbox.ts';
import { readJournal, type Journal } from '../adapters/store/journal.ts';
import type { RepositoryLock } from '../adapters/store/lock.ts';
import { readWisdom, replaceFile, runFolder } from '../adapters/store/runFolders.ts';
import { DisposableStore } from '../core/base/disposable.ts';
import { failure, success, type Result } from '../core/base/result.ts';
import { using } from '../core/base/systemFault.ts';
import { UserError } from '../core/base/userError.ts';
import { resolveAgent } from '../core/config/resolveAgent.ts';
import { Engine } from '../core/engine/engine.ts';
import type { EnginePorts } from '../core/engine/enginePorts.ts';
import type { JournalEvent } from '../core/engine/events.ts';
import { isWork } from '../core/engine/nodes.ts';
import { fileNameOf, type RunPlan } from '../core/engine/runPlan.ts';
import type { RunState } from '../core/engine/state.ts';
import { etaOf, goesOnByItself, type Eta } from '../core/projections/eta.ts';
import { foldWorker, type LiveWorker } from '../core/projections/liveWorkers.ts';
import { earlierTasks } from '../core/projections/pastTasks.ts';
import { foretell, toReport } from '../core/projections/report.ts';
import { toStatus } from '../core/projections/status.ts';
import type { RunCommandBody } from '../shared/command.ts';
import type { RunningGate, RunStatus } from '../shared/status.ts';
import { agentOf } from './agents.ts';
import { CheckboxWriter } from './checkboxes.ts';
import { withCrashPoints } from './crashPoints.ts';
import { exitCodeOf } from './exitCode.ts';
import { bringInto } from './into.ts';
import { PastAttempts } from './pastAttempts.ts';
import { PlanEdits } from './planEdits.ts';
import type { Project, RunHandle, RunSummary } from './project.ts';
import { RunMemory } from './runMemory.ts';
import { withoutOwner } from './runOwner.ts';
import { observeRun, type RunTelemetry } from './runTelemetry.ts';
import { StatusWriter } from './statusWriter.ts';
import { systemChance, systemClock } from './systemClock.ts';

const wisdomChars = 8_000;
const changeIntervalMs = 100;
const etaIntervalMs = 5_000;
/** Git asks for itself before each change; between them somebody may wait for a long time. */
const lockSweepMs = 2_000;
/** How long a run that is let go of waits for what is under way; twice. */
const detachPatienceMs = 200;

export interface Ownership {
  readonly project: Project;
  readonly lock: RepositoryLock;
  readonly git: Git;
  readonly workers: LocalWorkers;
  readonly journal: Journal;
  /** Of the run so far. */
  readonly decisions: readonly JournalEvent[];
  readonly state: RunState;
  readonly run: string;
  readonly loadPlan: (path: string) => Promise<RunPlan>;
}

/** A run that this process plays: the engine over real ports, with what people read about it kept current. */
export class OwnedRun implements RunHandle {
  readonly run: string;
  readonly owned = true;
  readonly engine: Engine;
  readonly #own: Ownership;
  readonly #disposables = new DisposableStore();
  /** For the report; all other events are in the journal only. */
  readonly #decisions: JournalEvent[];
  readonly #listeners = new Set<(event: JournalEvent) => void>();
  readonly #changes = new Set<() => void>();
  readonly #live = new Map<string, LiveWorker>();
  readonly #steps = new Map<string, 'gate' | 'landing'>();
  readonly #past: PastAttempts;
  readonly #memory: RunMemory;
  readonly #runningGates = new Map<string, RunningGate>();
  readonly #status: StatusWriter;
  readonly #checkboxes: CheckboxWriter;
  readonly #folder: ReturnType<typeof runFolder>;
  /** Watchers, workers and other timers don't keep the process alive; a run that goes on does. */
  readonly #keepAlive = setInterval(() => this.#requireLock(), lockSweepMs);
  #edits: PlanEdits | null = null;
  #telemetry: RunTelemetry | null = null;
  #journalClosed = false;
  #changeTimer: NodeJS.Timeout | null = null;
  #version = 0;
  #eta: { readonly at: number; readonly value: Eta | null } = { at: 0, value: null };
  #summary: Promise<RunSummary> | null = null;
  #detaching: Promise<void> | null = null;

  constructor(own: Ownership) {
    this.#own = own;
    this.run = own.run;
    this.#decisions = [...own.decisions];
    this.#folder = runFolder(own.project.stateFolder, own.run);
    this.#past = new PastAttempts(own.project.stateFolder);
    this.#memory = new RunMemory(own.project.stateFolder, own.state, (what, why) =>
      this.#decideLater(what, why),
    );
    const { workers } = own;
    this.#disposables.add(workers);
    const ports = withCrashPoints(this.#ports(workers), process.env);
    this.engine = new Engine(own.state, own.lock.generation, {
      ports,
      listener: {
        onEvent: (event) => {
          this.#onEvent(event);
        },
        onWorkerEvents: (task, events) => {
          this.#live.set(task, foldWorker(this.#live.get(task) ?? null, events));
          this.#changed(false);
        },
        onQueueStep: (task, step) => {
          if (step === null) this.#steps.delete(task);
          else this.#steps.set(task, step);
          this.#changed(false);
        },
        onGate: (task, gate) => {
          if (gate === null) this.#runningGates.delete(task);
          else this.#runningGates.set(task, gate);
          this.#changed(false);
        },
      },
    });
    this.#disposables.add(this.engine);
    this.#checkboxes = new CheckboxWriter(own.project.root, (why) => {
      this.engine.record({ type: 'decisionMade', task: null, what: 'left a box of the plan unticked', why });
    });
    const makeStatus = (version: number): RunStatus => {
      this.#version = version;
      return this.status();
    };
    this.#status = new StatusWriter(this.#folder.status, makeStatus, () => own.lock.isHeld());
  }

  /** Listens to the inbox and to the files of the plans. */
  listen(): void {
    const inbox = followInbox(this.#own.project.stateFolder, (command) => {
      this.engine.take(command);
    });
    this.#disposables.add(inbox);
    this.#edits = this.#disposables.add(new PlanEdits({ ...this.#own, engine: this.engine }));
    for (const { plan } of this.#own.state.plans.values()) this.#edits.follow(plan);
    this.#telemetry = observeRun({
      handle: this,
      env: process.env,
      attemptOf: (task, attempt) =>
        this.#own.state.nodes.get(task)?.attempts.find(({ number }) => number === attempt) ?? null,
      onFault: (why) => this.#decideLater('sent no telemetry', why),
    });
  }

  status(): RunStatus {
    const now = Date.now();
    const { state } = this.#own;
    if (now - this.#eta.at > etaIntervalMs) {
      this.#eta = { at: now, value: etaOf(state, now, earlierTasks(this.#past.lines(), state.run)) };
    }
    const eta = goesOnByItself(state) ? this.#eta.value : null;
    return toStatus(state, {
      now,
      version: this.#version,
      live: this.#live,
      queueSteps: this.#steps,
      runningGates: this.#runningGates,
      worktreeOf: (slot) => this.#own.git.worktrees.pathOf(slot),
      etaAt: eta?.at ?? null,
      etaRange: eta,
    });
  }

  onEvent(listener: (event: JournalEvent) => void): () => void {
    for (const event of readJournal(this.#folder.journal).events) listener(event);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onChange(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  command(body: RunCommandBody): Promise<Result<null>> {
    return this.engine.handle({ id: randomUUID(), run: this.run, at: Date.now(), ...body });
  }

  whenOver(): Promise<RunSummary> {
    return (this.#summary ??= this.#finish());
  }

  async dispose(): Promise<void> {
    if (this.#detaching !== null) return this.#detaching;
    const { phase } = this.#own.state;
    if (phase === 'running' || phase === 'paused' || phase === 'draining')
      await this.command({ type: 'stop' });
    await this.whenOver();
  }

  async detach(): Promise<void> {
    const { phase } = this.#own.state;
    const isOver = phase === 'stopped' || phase === 'done' || phase === 'failed' || phase === 'halted';
    if (isOver && this.#detaching === null) await this.whenOver();
    else await this.abandon();
  }

  /** Lets go of a run however it stands: also of one that could not be started or taken up. */
  abandon(): Promise<void> {
    return (this.#detaching ??= this.#letGo());
  }

  /** Without its lock the run is no longer the one writer of the repository. */
  #requireLock(): void {
    const { lock, project } = this.#own;
    if (this.#detaching !== null || lock.isHeld()) return;
    this.engine.halt(
      existsSync(this.#folder.journal)
        ? 'another process has taken the repository over'
        : `${project.stateFolder} was removed during the run: start anew; what has landed stays`,
    );
  }

  async #letGo(): Promise<void> {
    const { journal, git, lock } = this.#own;
    this.engine.detach();
    this.#disposables.dispose();
    clearInterval(this.#keepAlive);
    if (this.#changeTimer !== null) clearTimeout(this.#changeTimer);
    // Nothing of what is under way is lost: the next owner compares the journal with the repository.
    const quiet = Promise.allSettled([
      this.engine.whenOver(),
      this.#status.close(),
      journal.sync(),
      this.#telemetry?.close(),
    ]);
    await Promise.race([quiet, delay(detachPatienceMs)]);
    git.dispose();
    await Promise.race([quiet, delay(detachPatienceMs)]);
    lock.release();
    this.#closeJournal();
  }

  async #finish(): Promise<RunSummary> {
    await this.engine.whenOver();
    if (this.#detaching !== null) {
      await this.#detaching;
      const status = withoutOwner(this.status());
      return { status, exitCode: exitCodeOf(status), reportFile: null, into: null };
    }
    clearInterval(this.#keepAlive);
    try {
      return await this.#conclude();
    } finally {
      this.#close();
    }
  }

  async #conclude(): Promise<RunSummary> {
    const told = this.#telemetry?.close();
    await this.#checkboxes.whenDone();
    const { state, journal, git, project } = this.#own;
    await this.#orSay('left the journal unforced to the disk', () => journal.sync());
    const into = state.into === null ? null : await bringInto(project, git, { state, branch: state.into });
    await this.#orSay('left the status and the report unwritten', () => this.#writeLast());
    await told;
    await this.#orSay('left the journal unforced to the disk', () => journal.sync());
    const status = this.status();
    return { status, exitCode: exitCodeOf(status), reportFile: this.#folder.report, into };
  }

  /** Whatever went wrong at the end: others must be able to have the repository. */
  #close(): void {
    const { lock, git } = this.#own;
    if (this.#changeTimer !== null) {
      clearTimeout(this.#changeTimer);
      this.#tellChange();
    }
    this.#disposables.dispose();
    git.dispose();
    lock.release();
    this.#closeJournal();
  }

  async #writeLast(): Promise<void> {
    await this.#status.flush();
    const { state } = this.#own;
    const foretold = foretell(state, Date.now(), this.#past.lines());
    const report = toReport(this.status(), { state, decisions: this.#decisions, ...foretold });
    await replaceFile(this.#folder.report, report);
  }

  /** On a full disk there is nothing to write to: no reason to end a run, or to keep its summary back. */
  async #orSay(what: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.engine.record({ type: 'decisionMade', task: null, what, why: error.message });
    }
  }

  /** Whoever listens to the engine must not call back into it. */
  #decideLater(what: string, why: string): void {
    queueMicrotask(() => {
      if (!this.#journalClosed) this.engine.record({ type: 'decisionMade', task: null, what, why });
    });
  }

  #closeJournal(): void {
    this.#journalClosed = true;
    this.#own.journal.close();
  }

  #onEvent(event: JournalEvent): void {
    if (event.type === 'decisionMade') this.#decisions.push(event);
    if (event.type === 'attemptStarted') this.#live.delete(event.task);
    this.#memory.keep(event);
    if (event.type === 'planAdded') this.#edits?.follow(event.plan);
    if (event.type === 'taskLanded') this.#tick(event.task);
    for (const listener of this.#listeners) listener(event);
    this.#changed(event.type.startsWith('run'));
  }

  /** The boxes of the plan are the user's: written only when the configuration says so. */
  #tick(ref: string): void {
    const { state, project } = this.#own;
    const node = state.nodes.get(ref);
    const plan = state.plans.get(node?.plan ?? '');
    if (!project.config.updateCheckboxes || node === undefined || plan === undefined || !isWork(node)) return;
    this.#checkboxes.tick(plan.plan.path, node.spec.identity);
  }

  #changed(now: boolean): void {
    this.#status.touch(now);
    this.#changeTimer ??= setTimeout(() => this.#tellChange(), changeIntervalMs);
  }

  #tellChange(): void {
    this.#changeTimer = null;
    for (const listener of this.#changes) listener();
  }

  #ports(workers: LocalWorkers): EnginePorts {
    const { project, git, journal } = this.#own;
    const { config, stateFolder } = project;
    const gateEnv = config.gate.env.map((name) => [name, process.env[name] ?? ''] as const);
    return {
      clock: systemClock,
      chance: systemChance,
      journal,
      worktrees: git.worktrees,
      history: git.history,
      gates: createGates({
        env: Object.fromEntries(gateEnv),
        setupHash: () => git.setupHash(),
        graceMs: config.graceMs,
      }),
      workers,
      stateFolder,
      environmentOf: (agent) => {
        const resolved = resolveAgent(config, agent, { canAsk: false });
        return resolved.ok ? resolved.value.env : {};
      },
      promptContext: () => ({
        statusFile: this.#folder.status,
        wisdom: readWisdom(stateFolder, wisdomChars),
      }),
      outputFileOf: (task, serial) => {
        const name = `${fileNameOf(task)}-${String(serial)}.log`;
        const folder = join(this.#folder.folder, 'gates');
        using(folder, () => mkdirSync(folder, { recursive: true }));
        return { absolute: join(folder, name), relative: `gates/${name}` };
      },
      agentOf: (name, gate) => agentOf(project, name, gate),
      loadPlan: async (path) => {
        try {
          return success(await this.#own.loadPlan(path));
        } catch (error) {
          if (error instanceof UserError) return failure({ reason: error.message });
          throw error;
        }
      },
    };
  }
}
