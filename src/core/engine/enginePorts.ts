import type { AttemptEvent } from '../../shared/attemptEvent.ts';
import type { RunningGate } from '../../shared/status.ts';
import type { Clock } from '../base/clock.ts';
import type { Steering } from './commands.ts';
import type { JournalEvent } from './events.ts';
import type { Chance, GatePort, HistoryPort, JournalPort, WorkerPort, WorktreePort } from './ports.ts';
import type { PromptContext } from './prompt.ts';

/** All that the engine has of the outside. */
export interface EnginePorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly journal: JournalPort;
  readonly worktrees: WorktreePort;
  readonly history: HistoryPort;
  readonly gates: GatePort;
  readonly workers: WorkerPort;
  readonly environmentOf: (agent: string) => Readonly<Record<string, string>>;
  readonly promptContext: () => Omit<PromptContext, 'ownChange'>;
  readonly outputFileOf: (
    task: string,
    serial: number,
  ) => { readonly absolute: string; readonly relative: string };
  readonly agentOf: Steering['agentOf'];
  /** Reads and checks a plan that another process hands over. */
  readonly loadPlan: Steering['loadPlan'];
  readonly stateFolder: string;
}

/** Who wants to know. Called after the state has changed; must not call back into the engine. */
export interface EngineListener {
  onEvent(event: JournalEvent): void;
  onWorkerEvents(task: string, events: readonly AttemptEvent[]): void;
  /** What the merge queue is doing with an entry that the journal calls queued. */
  onQueueStep(task: string, step: 'gate' | 'landing' | null): void;
  /** A gate command begins for a task, or (null) is over. */
  onGate(task: string, gate: RunningGate | null): void;
}
