import type { RunningGate } from '../../shared/status.ts';
import { success } from '../base/result.ts';
import { gateNotFound, type RunEvent } from './events.ts';
import { evidenceKey } from './evolve.ts';
import type { GatePort, ObjectId, WorktreePort } from './ports.ts';
import type { RunState } from './state.ts';

export interface GateRequest {
  readonly task: string;
  readonly commit: ObjectId;
  readonly tree: ObjectId;
  readonly commands: readonly string[];
  readonly signal: AbortSignal;
}

export type GateVerdict =
  | { readonly passed: true }
  | { readonly passed: false; readonly command: string; readonly reason: string; readonly output: string }
  /** Nothing can be said about the tree: aborted, or git or the disk failed. */
  | { readonly passed: null; readonly reason: string };

interface Dependencies {
  readonly state: RunState;
  readonly worktrees: WorktreePort;
  readonly gates: GatePort;
  readonly record: (event: RunEvent) => void;
  /** Absolute path of a gate's output file. */
  readonly outputFileOf: (
    task: string,
    serial: number,
  ) => { readonly absolute: string; readonly relative: string };
  /** A command begins for a task, or (null) is over. */
  readonly onGate: (task: string, gate: RunningGate | null) => void;
}

/**
 * Runs gate commands on exact trees, at most `limits.verification` at a time, each in a slot of its own. A command
 * that passed on a tree in this environment is not run again; one that failed always is.
 */
export class GateKeeper {
  readonly #deps: Dependencies;
  readonly #freeSlots: string[] = [];
  #slots = 0;
  readonly #waiting: (() => void)[] = [];
  #serial: number;
  #environment: Promise<string> | null = null;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    // Above those of earlier owners of the run: their output stays.
    this.#serial = dependencies.state.lastSeq;
  }

  async verify(request: GateRequest): Promise<GateVerdict> {
    const environment = await (this.#environment ??= this.#deps.gates.environmentHash());
    if (this.#open(request, environment).length === 0) return { passed: true };
    const slot = await this.#takeSlot();
    try {
      // The same tree may have been verified while this one waited.
      const open = this.#open(request, environment);
      return open.length === 0 ? { passed: true } : await this.#run(request, { open, environment, slot });
    } finally {
      this.#freeSlots.push(slot);
      this.#waiting.shift()?.();
    }
  }

  /** The commands that have not passed on the tree yet. */
  #open({ tree, commands }: GateRequest, environment: string): readonly string[] {
    const { evidence } = this.#deps.state;
    return commands.filter((command) => !evidence.has(evidenceKey(tree, command, environment)));
  }

  async #run(
    request: GateRequest,
    run: { readonly open: readonly string[]; readonly environment: string; readonly slot: string },
  ): Promise<GateVerdict> {
    const { worktrees } = this.#deps;
    const { signal, commit } = request;
    if (signal.aborted) return { passed: null, reason: 'aborted' };
    const prepared = await worktrees.checkOut({ slot: run.slot, commit, signal });
    if (!prepared.ok) {
      return prepared.reason === 'setup-failed'
        ? { passed: false, command: prepared.command, reason: prepared.message, output: prepared.output }
        : unsaid(prepared);
    }
    for (const command of run.open) {
      const verdict = await this.#runCommand(request, { ...run, command, folder: prepared.value.path });
      if (verdict.passed !== true) return verdict;
    }
    return { passed: true };
  }

  async #runCommand(
    request: GateRequest,
    run: {
      readonly command: string;
      readonly environment: string;
      readonly slot: string;
      readonly folder: string;
    },
  ): Promise<GateVerdict> {
    const { worktrees, gates, state, record } = this.#deps;
    const { task, tree, signal } = request;
    const { command, environment, folder } = run;
    const outputFile = this.#deps.outputFileOf(task, ++this.#serial);
    this.#deps.onGate(task, { command, outputFile: outputFile.relative });
    const running = gates.run({
      folder,
      command,
      signal,
      timeoutMs: state.settings.gateTimeoutMs,
      outputFile: outputFile.absolute,
    });
    const outcome = await running.finally(() => {
      this.#deps.onGate(task, null);
    });
    if (outcome.reason === 'aborted') return { passed: null, reason: 'aborted' };
    const changed = outcome.passed ? await worktrees.changedFiles(run.slot) : success([]);
    // A pass counts only when it is known that the tree is still the one that was to be verified.
    if (!changed.ok) return unsaid(changed);
    const dirty = changed.value;
    const passed = outcome.passed && dirty.length === 0;
    const reason =
      dirty.length > 0 ? `it changed tracked files: ${dirty.slice(0, 5).join(', ')}` : outcomeText(outcome);
    record({
      type: 'gateEnded',
      task,
      tree,
      command,
      environment,
      passed,
      reason,
      durationMs: outcome.durationMs,
      outputFile: outputFile.relative,
    });
    return passed ? { passed } : { passed, command, reason, output: outcome.output };
  }

  async #takeSlot(): Promise<string> {
    for (;;) {
      const slot = this.#freeSlots.pop();
      if (slot !== undefined) return slot;
      if (this.#slots < this.#deps.state.settings.limits.verification) {
        this.#slots += 1;
        return `gate-${String(this.#slots)}`;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

function unsaid({ reason, message }: { readonly reason: string; readonly message: string }): GateVerdict {
  return { passed: null, reason: reason === 'aborted' ? 'aborted' : message };
}

function outcomeText(outcome: { readonly reason: string; readonly exitCode: number | null }): string {
  switch (outcome.reason) {
    case 'passed':
      return 'passed';
    case 'timeout':
      return 'timed out';
    case 'not-found':
      return gateNotFound;
    default:
      return `exit code ${String(outcome.exitCode)}`;
  }
}
