import { cpus, freemem, totalmem } from 'node:os';
import { statfs } from 'node:fs/promises';

const bytesOfMb = 1_000_000;

/** What the machine is at. */
export interface LoadSample {
  /** Epoch ms. */
  readonly at: number;
  /** Share of all cores since the last look, or since `start`, 0 to 1. */
  readonly cpu: number;
  /** In use, by everybody. */
  readonly memoryMb: number;
  /** What the user may still write where `folder` is. */
  readonly freeDiskMb: number;
}

/** Looks at processors, memory and disk; starts no process. */
export class MachineLoad {
  readonly #folder: string;
  #last = ticks();

  /** `folder` must exist at each look. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What was before does not count for the next sample. */
  start(): void {
    this.#last = ticks();
  }

  async sample(): Promise<LoadSample> {
    const now = ticks();
    const all = now.all - this.#last.all;
    const idle = now.idle - this.#last.idle;
    this.#last = now;
    const { bavail, bsize } = await statfs(this.#folder);
    return {
      at: Date.now(),
      cpu: all <= 0 ? 0 : Math.min(1, Math.max(0, 1 - idle / all)),
      memoryMb: Math.round((totalmem() - freemem()) / bytesOfMb),
      freeDiskMb: Math.round((bavail * bsize) / bytesOfMb),
    };
  }
}

interface Ticks {
  readonly all: number;
  readonly idle: number;
}

/** Since the machine's start, in ms over all cores. */
function ticks(): Ticks {
  let all = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    all += times.user + times.nice + times.sys + times.irq + times.idle;
    idle += times.idle;
  }
  return { all, idle };
}
