import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../adapters/process/readJson.ts';
import { listRuns, runFolder } from '../adapters/store/runFolders.ts';
import { hasFields } from '../shared/fields.ts';
import type { RunStatus } from '../shared/status.ts';
import { withoutOwner } from './runOwner.ts';

/** Of plans that were last run before all of these, the tasks are shown as if they had never run. */
const maxRuns = 100;

interface Known {
  /** Of the file that it was read from. */
  readonly stamp: string;
  /** Of its plans; a run whose file can't be read has none. */
  readonly paths: readonly string[];
}

/** For each plan of a repository the run that tells how it stands: a run of other plans takes nothing away from it. */
export class PlanRuns {
  readonly #stateFolder: string;
  readonly #known = new Map<string, Known>();
  #byPath: ReadonlyMap<string, RunStatus> = new Map();
  #stamp: string | null = null;

  constructor(stateFolder: string) {
    this.#stateFolder = stateFolder;
  }

  /**
   * `shown`, the status of the run that is played or followed, where that has the plan; else that of the latest run
   * which has it, as it ended or was cut off; null when none has. `path` is relative to the repository. Cheap: what is
   * not shown does not change, and is looked at again only when there is another run.
   */
  statusOf(path: string, shown: RunStatus | null): RunStatus | null {
    if (shown?.plans.some((plan) => plan.path === path) === true) return shown;
    const stamp = `${stampOf(join(this.#stateFolder, 'runs')) ?? ''} ${shown?.run ?? ''}`;
    if (stamp !== this.#stamp) {
      this.#byPath = this.#read();
      this.#stamp = stamp;
    }
    return this.#byPath.get(path) ?? null;
  }

  #read(): ReadonlyMap<string, RunStatus> {
    const found = new Map<string, RunStatus>();
    for (const run of listRuns(this.#stateFolder).slice(-maxRuns).reverse()) {
      const file = runFolder(this.#stateFolder, run).status;
      const stamp = stampOf(file);
      const known = this.#known.get(run);
      if (stamp === null || (known?.stamp === stamp && known.paths.every((path) => found.has(path))))
        continue;
      const status = readStatus(file);
      const paths = status?.plans.map(({ path }) => path) ?? [];
      this.#known.set(run, { stamp, paths });
      for (const path of paths) if (status !== null && !found.has(path)) found.set(path, status);
    }
    return found;
  }
}

/** Null when the file is not there. */
function stampOf(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? null : `${String(stat.mtimeMs)} ${String(stat.size)}`;
}

/** Null for one that is no status: views show a plan without it rather than nothing. */
function readStatus(file: string): RunStatus | null {
  const value = readJson(file);
  return isStatus(value) ? withoutOwner(value) : null;
}

function isStatus(value: unknown): value is RunStatus {
  return (
    hasFields(value, { run: 'string', state: 'string', startedAt: 'string', totals: 'object' }) &&
    Array.isArray(value['plans']) &&
    Array.isArray(value['tasks'])
  );
}
