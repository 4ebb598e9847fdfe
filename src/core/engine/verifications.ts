import type { RunEvent } from './events.ts';
import type { GateKeeper } from './gateKeeper.ts';
import { nodeOf } from './nodes.ts';
import type { HistoryPort, ObjectId } from './ports.ts';
import type { RunState } from './state.ts';

interface Dependencies {
  readonly state: RunState;
  readonly history: HistoryPort;
  readonly gates: GateKeeper;
  readonly record: (event: RunEvent) => void;
  readonly halt: (reason: string) => void;
}

/** VERIFY items with commands: each is run on an integration head, and says in the journal what came of it. */
export class Verifications {
  readonly #deps: Dependencies;
  readonly #underWay = new Map<string, AbortController>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  async run(ref: string, commit: ObjectId): Promise<void> {
    const { state, history, gates, record } = this.#deps;
    const node = nodeOf(state, ref);
    if (node.spec.kind !== 'verify') return;
    const abort = new AbortController();
    this.#underWay.set(ref, abort);
    const tree = await history.treeOf(commit);
    const commands = node.spec.gate;
    const verdict = await gates.verify({ task: ref, commit, tree, commands, signal: abort.signal });
    this.#underWay.delete(ref);
    if (node.status.name !== 'verifying') return;
    if (verdict.passed === null) {
      if (verdict.reason !== 'aborted') this.#deps.halt(`${ref} could not run: ${verdict.reason}`);
      else record({ type: 'taskRequeued', task: ref, cause: 'interrupted', reason: 'interrupted' });
      return;
    }
    if (verdict.passed) {
      record({ type: 'taskLanded', task: ref, commit: null, gated: true, why: 'verified' });
      return;
    }
    record({ type: 'taskFailed', task: ref, reason: `\`${verdict.command}\` failed: ${verdict.reason}` });
  }

  /** Those that run are asked for again later. */
  abort(): void {
    for (const abort of this.#underWay.values()) abort.abort();
  }
}
