import { hasFields } from '../../shared/fields.ts';

/** Comments on one place of the work of a task, as they are kept over a reload. */
export interface KeptThread {
  /** Of the workspace folder: `uri.toString()`. */
  readonly folder: string;
  readonly run: string;
  /** `plan/id` */
  readonly task: string;
  /** Of the document that they are on. */
  readonly uri: string;
  /** From 0, both. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly texts: readonly string[];
}

/** The part of `vscode.Memento` that is needed. */
export interface ThreadMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const memoryKey = 'tutti.comments';
/** Of folders that are not in the window: they may come again. */
const maxWaiting = 500;

/** Comments in the memory of the workspace. Those that were kept wait until it is known which runs their folder has. */
export class KeptThreads {
  readonly #memory: ThreadMemory;
  #waiting: readonly KeptThread[];

  constructor(memory: ThreadMemory) {
    this.#memory = memory;
    const kept = memory.get(memoryKey);
    this.#waiting = Array.isArray(kept) ? kept.filter(isKeptThread) : [];
  }

  /** Those of the folder, once; those of a run that is not there any more are forgotten, as nobody could get them. */
  take(folder: string, isThere: (run: string) => boolean): readonly KeptThread[] {
    const own = this.#waiting.filter((thread) => thread.folder === folder);
    this.#waiting = this.#waiting.filter((thread) => thread.folder !== folder);
    return own.filter(({ run }) => isThere(run));
  }

  /** Keeps these, and those that still wait. */
  keep(threads: readonly KeptThread[]): void {
    void this.#memory.update(memoryKey, [...this.#waiting.slice(-maxWaiting), ...threads]);
  }
}

function isKeptThread(value: unknown): value is KeptThread {
  return hasFields(value, {
    folder: 'string',
    run: 'string',
    task: 'string',
    uri: 'string',
    firstLine: 'number',
    lastLine: 'number',
    texts: 'strings',
  });
}
