import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endMarked, endTree } from '../../src/adapters/process/terminate.ts';
import {
  attemptFiles,
  type AgentSpec,
  type AttemptLimits,
  type AttemptMessage,
  type AttemptResult,
  type AttemptSpec,
} from '../../src/shared/attempt.ts';
import type { AttemptEvent } from '../../src/shared/attemptEvent.ts';
import { isAttemptEvent, isAttemptResult } from '../../src/shared/attemptGuards.ts';
import type { ScenarioStep } from '../../src/shared/scenario.ts';
import { removeFolder } from './removeFolder.ts';
import { until } from './until.ts';

const runnerEntry = new URL('../../src/runner/main.ts', import.meta.url).pathname;

export interface SpecChanges {
  readonly number?: number;
  readonly agent?: Partial<AgentSpec>;
  readonly limits?: Partial<AttemptLimits>;
  readonly canAsk?: boolean;
  readonly resumeSession?: string | null;
}

/** One runner process and what it printed. */
export class RunnerProcess {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  output = '';

  constructor(child: ChildProcess) {
    this.child = child;
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exit = new Promise((resolve) => child.once('close', resolve));
  }
}

/** A state folder with a lock, a worktree and attempts in it, for real runners; all in one temporary folder. */
export class AttemptRig {
  readonly root: string;
  readonly worktree: string;
  readonly #runners: RunnerProcess[] = [];
  readonly #markers: string[] = [];

  private constructor(root: string) {
    this.root = root;
    this.worktree = join(root, 'worktree');
  }

  static async create(): Promise<AttemptRig> {
    const rig = new AttemptRig(await mkdtemp(join(tmpdir(), 'tutti-runner-')));
    await mkdir(rig.worktree);
    await rig.own(1);
    return rig;
  }

  async own(generation: number): Promise<void> {
    await mkdir(join(this.root, 'state', 'lock'), { recursive: true });
    await writeFile(join(this.root, 'state', 'lock', `${String(generation)}.json`), '{}');
  }

  /** Writes an attempt's folder with its start token; its path. */
  async prepare(changes: SpecChanges = {}, env: Readonly<Record<string, string>> = {}): Promise<string> {
    const number = changes.number ?? 1;
    const folder = join(this.root, 'state', 'runs', 'r', 'attempts', '1.1', String(number));
    const spec = this.spec(changes);
    this.#markers.push(folder);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, attemptFiles.spec), JSON.stringify(spec));
    await writeFile(join(folder, attemptFiles.prompt), 'Do the task');
    await writeFile(join(folder, attemptFiles.startToken), JSON.stringify({ generation: 1, env }));
    return folder;
  }

  /** The same for the stand-in agent that plays these steps. */
  async prepareScript(steps: readonly ScenarioStep[], changes: SpecChanges = {}): Promise<string> {
    const scenario = join(this.root, `scenario-${String(changes.number ?? 1)}.json`);
    await writeFile(scenario, JSON.stringify({ tasks: { '1.1': [{ steps }] } }));
    return this.prepare(changes, { TUTTI_SCENARIO: scenario });
  }

  spec({ number = 1, agent, limits, canAsk = true, resumeSession = null }: SpecChanges): AttemptSpec {
    return {
      schema: 1,
      run: `r-${String(process.pid)}`,
      attempt: `plan/1.1/${String(number)}`,
      taskId: '1.1',
      plan: 'plan',
      title: 'A title',
      number,
      generation: 1,
      stateFolder: join(this.root, 'state'),
      worktree: this.worktree,
      pool: 'default',
      agent: {
        name: 'stand-in',
        adapter: 'script',
        provider: 'local',
        model: null,
        args: [],
        command: [],
        permissions: { mode: 'edits', allow: [], canAsk },
        ...agent,
      },
      resumeSession,
      newSession: '11111111-2222-4333-8444-555555555555',
      limits: {
        timeoutMs: 60_000,
        silenceMs: 60_000,
        maxTurns: 20,
        maxLogBytes: 1024 * 1024,
        graceMs: 2_000,
        maxTokens: null,
        maxCostUsd: null,
        ...limits,
      },
    };
  }

  /** Starts a runner with pipes for its standard streams. */
  run(args: readonly string[], env: NodeJS.ProcessEnv = process.env): RunnerProcess {
    const child = spawn(process.execPath, ['--import', 'tsx', runnerEntry, ...args], { stdio: 'pipe', env });
    const runner = new RunnerProcess(child);
    this.#runners.push(runner);
    return runner;
  }

  /**
   * Starts a runner as the process of a terminal (Linux only): what is written to its standard input is typed, and
   * killing it closes the terminal.
   */
  runInTerminal(folder: string): RunnerProcess {
    const command = [process.execPath, '--import', 'tsx', runnerEntry, folder];
    const line = command.map((word) => `'${word}'`).join(' ');
    const child = spawn('script', ['--quiet', '--return', '--command', `exec ${line}`, '/dev/null'], {
      stdio: 'pipe',
    });
    const terminal = new RunnerProcess(child);
    this.#runners.push(terminal);
    return terminal;
  }

  async send(folder: string, message: AttemptMessage): Promise<void> {
    await appendFile(join(folder, attemptFiles.inbox), `${JSON.stringify(message)}\n`);
  }

  events(folder: string): readonly AttemptEvent[] {
    const file = join(folder, attemptFiles.events);
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line): unknown => JSON.parse(line)).filter(isAttemptEvent);
  }

  result(folder: string): AttemptResult {
    const value: unknown = JSON.parse(readFileSync(join(folder, attemptFiles.result), 'utf8'));
    if (!isAttemptResult(value)) throw new Error(`no result: ${JSON.stringify(value)}`);
    return value;
  }

  /** Waits for an event of that type, and gives it. */
  async event<Type extends AttemptEvent['type']>(
    folder: string,
    type: Type,
  ): Promise<AttemptEvent & { type: Type }> {
    let found: AttemptEvent | undefined;
    await until(() => {
      found = this.events(folder).find((event) => event.type === type);
      return found !== undefined;
    }, `an event ${type}`);
    return found as AttemptEvent & { type: Type };
  }

  async remove(): Promise<void> {
    for (const { child } of this.#runners) {
      if (child.exitCode === null && child.pid !== undefined) await endTree(child.pid, { graceMs: 0 });
    }
    for (const marker of this.#markers) await endMarked(marker, { graceMs: 0 });
    removeFolder(this.root);
  }
}
