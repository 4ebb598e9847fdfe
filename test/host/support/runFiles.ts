import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLines } from '../../support/cliRig.ts';
import type { RunnerIdentity, TerminalRecord } from '../../../src/shared/attempt.ts';
import type { RunStatus } from '../../../src/shared/status.ts';
import { eventually } from './eventually.ts';

/** The latest run of a repository as its files tell it, whoever plays it. */
export class RunFiles {
  readonly #state: string;

  constructor(folder: string) {
    this.#state = join(folder, '.tutti');
  }

  /** Ids, oldest first. */
  runs(): readonly string[] {
    return namesIn(join(this.#state, 'runs'));
  }

  /** Null before the first run. */
  status(): RunStatus | null {
    const file = join(this.#state, 'runs', this.runs().at(-1) ?? 'none', 'status.json');
    return readJson(file) as RunStatus | null;
  }

  /** `<id> <state>` of each task. */
  tasks(): readonly string[] {
    return (this.status()?.tasks ?? []).map(({ id, state }) => `${id} ${state}`);
  }

  untilTasks(what: string, accept: (tasks: readonly string[]) => boolean): Promise<readonly string[]> {
    return eventually(what, () => this.tasks(), accept);
  }

  async untilState(state: RunStatus['state']): Promise<void> {
    await eventually(
      `the run to be ${state}`,
      () => this.status()?.state ?? null,
      (found) => found === state,
    );
  }

  /** Pid of the runner of each attempt that was started: `plan/1.1/1` to its pid. */
  runners(): Readonly<Record<string, number>> {
    const found = this.#attempts().flatMap((folder) => {
      const runner = readJson(join(folder, 'runner.json')) as RunnerIdentity | null;
      return runner === null ? [] : [[runner.attempt, runner.pid] as const];
    });
    return Object.fromEntries(found);
  }

  /** How often an agent was started, over all attempts. */
  agentStarts(): number {
    const events = this.#attempts().flatMap((folder) => readLines(join(folder, 'events.ndjson')));
    return events.filter((event) => (event as { readonly type: string }).type === 'agentStarted').length;
  }

  /** Pids of the terminals that show attempts. */
  terminals(): readonly number[] {
    const folder = join(this.#state, 'terminals');
    return namesIn(folder)
      .flatMap((name) => (readJson(join(folder, name)) as TerminalRecord | null)?.pid ?? [])
      .sort((one, other) => one - other);
  }

  /** Pid of the process that owns the repository, or did last. */
  owner(): number | null {
    const folder = join(this.#state, 'lock');
    const generations = namesIn(folder).map((name) => Number(name.replace('.json', '')));
    const latest = join(folder, `${String(Math.max(...generations))}.json`);
    return (readJson(latest) as { readonly pid?: number } | null)?.pid ?? null;
  }

  #attempts(): readonly string[] {
    const attempts = join(this.#state, 'runs', this.runs().at(-1) ?? 'none', 'attempts');
    return namesIn(attempts).flatMap((task) =>
      namesIn(join(attempts, task)).map((number) => join(attempts, task, number)),
    );
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith('.'))
        .sort()
    : [];
}

/** Null when it is not there, or not whole. */
function readJson(file: string): unknown {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // It was being replaced.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
