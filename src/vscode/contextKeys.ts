import * as vscode from 'vscode';
import type { Obstacle } from './views/windowModel.ts';

/** The context keys that when-clauses may use, with what each holds. */
export interface ContextKeys {
  /** The folders of the window have been looked at: what the other keys say holds. */
  readonly 'tutti.loaded': boolean;
  readonly 'tutti.hasPlan': boolean;
  /** `idle` without a run that goes on; a run that was stopped is idle and `tutti.canResume`. */
  readonly 'tutti.runState': 'idle' | 'running' | 'paused' | 'draining' | 'halted';
  /** The latest run has stopped or halted, and can go on. */
  readonly 'tutti.canResume': boolean;
  /** The latest run is over, nothing of it can be resumed, and something has landed. */
  readonly 'tutti.hasResult': boolean;
  /** A task could start. */
  readonly 'tutti.hasReady': boolean;
  /** Entries of all merge queues. */
  readonly 'tutti.queueSize': number;
  /** Tasks that wait for a person. */
  readonly 'tutti.needsYou': number;
  /** Why nothing can run in any folder; `none` when something can. */
  readonly 'tutti.obstacle': Obstacle;
  /** Paths of plan files, for `resourcePath in tutti.planFiles`. */
  readonly 'tutti.planFiles': readonly string[];
}

/** Sets context keys, each only when its value is another. */
export class ContextKeySetter {
  readonly #known = new Map<string, string>();

  set<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): void {
    const text = JSON.stringify(value);
    if (this.#known.get(key) === text) return;
    this.#known.set(key, text);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
