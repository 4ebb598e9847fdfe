import { LocalWorkers } from '../adapters/pools/localWorkers.ts';
import { RunnerPool } from '../adapters/pools/runnerPool.ts';
import { findExecutable } from '../adapters/agents/findExecutable.ts';
import { runProcess } from '../adapters/process/run.ts';
import type { RunnerLauncher } from '../core/engine/runnerLauncher.ts';
import type { Project } from './project.ts';
import { runnerFile } from './runnerFile.ts';

/** The Node that runners are started with. */
export interface NodeRuntime {
  readonly executable: string;
  /** Over the environment of whoever starts it; nothing secret. */
  readonly env: Readonly<Record<string, string>>;
}

/** What a face has to say about how attempts are hosted. */
export interface RunnerHosting {
  readonly runtime: NodeRuntime;
  /** Stands before the launcher of detached processes, which it may use; both end with the run. */
  launchBy(detached: RunnerLauncher): RunnerLauncher;
}

const oldestMajor = 20;
const lookTimeoutMs = 5_000;
/** Its real path: what is on PATH may be a shim that starts the program as its child. */
const askNode = 'process.stdout.write(process.versions.node + " " + process.execPath)';

/** Workers for the attempts of a repository; none is started yet. */
export function openWorkers({ stateFolder, hosting }: Project): LocalWorkers {
  const { executable, env } = hosting?.runtime ?? ownRuntime();
  const detached = new RunnerPool({ executable, args: [runnerFile()], env });
  return new LocalWorkers(stateFolder, hosting?.launchBy(detached) ?? detached);
}

/** The user's `node` when it is new enough; else the program that runs this. Starts a process when there is one. */
export async function findNodeRuntime(environment: NodeJS.ProcessEnv, cwd: string): Promise<NodeRuntime> {
  const node = findExecutable('node', environment, cwd);
  if (node === null) return ownRuntime();
  const { exitCode, stdout } = await runProcess(node, ['-e', askNode], { timeoutMs: lookTimeoutMs, cwd });
  const [, major, executable] = /^(\d+)\S* (.+)$/.exec(stdout.trim()) ?? [];
  const isUsable = exitCode === 0 && executable !== undefined && Number(major) >= oldestMajor;
  return isUsable ? { executable, env: {} } : ownRuntime();
}

function ownRuntime(): NodeRuntime {
  // An editor on the desktop is Electron, which plays Node when it is told to.
  const isElectron = process.versions['electron'] !== undefined;
  return { executable: process.execPath, env: isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {} };
}
