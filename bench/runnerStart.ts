import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { attemptFiles, type AttemptSpec } from '../src/shared/attempt.ts';
import { isMain, median, print, type BenchRow } from './row.ts';

const rounds = 25;

/**
 * The runner's bundle against a bare `node -e 0`, whole processes, interleaved: an idle one that is let go at once,
 * and one that hosts an attempt up to the start of its agent. Ratios are of medians in one run.
 */
export async function benchRunnerStart(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tutti-bench-'));
  try {
    const runner = await bundleRunner(folder);
    const bare: number[] = [];
    const idle: number[] = [];
    const claimed: number[] = [];
    for (let round = -3; round < rounds; round++) {
      const attempt = await prepareAttempt(folder, round + 4);
      const times = [
        await timeProcess(['-e', '0']),
        await timeProcess([runner, '--idle']),
        await timeClaim(runner, attempt),
      ];
      // The first rounds warm the file system's cache.
      if (round < 0) continue;
      for (const [index, list] of [bare, idle, claimed].entries()) list.push(times[index] ?? 0);
    }
    const detail = { rounds, bareMs: median(bare), idleMs: median(idle), claimedMs: median(claimed) };
    return [
      { name: 'runner-start-idle', ratio: median(idle) / median(bare), limit: 1.6, detail },
      { name: 'runner-start-claimed', ratio: median(claimed) / median(bare), limit: 1.6, detail },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bundleRunner(folder: string): Promise<string> {
  const outfile = join(folder, 'runner.cjs');
  const entry = fileURLToPath(new URL('../src/runner/main.ts', import.meta.url));
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
  });
  return outfile;
}

async function prepareAttempt(root: string, number: number): Promise<string> {
  const stateFolder = join(root, 'state');
  const folder = join(stateFolder, 'runs', 'r', 'attempts', '1', String(number));
  await mkdir(folder, { recursive: true });
  await mkdir(join(stateFolder, 'lock'), { recursive: true });
  const spec: AttemptSpec = {
    schema: 1,
    run: 'bench',
    attempt: `plan/1/${String(number)}`,
    taskId: '1',
    plan: 'plan',
    title: 'Bench',
    number,
    generation: 1,
    stateFolder,
    worktree: root,
    pool: 'default',
    agent: {
      name: 'bench',
      adapter: 'command',
      provider: 'local',
      model: null,
      args: [],
      // Tells by its first line that the runner has started it.
      command: ['/bin/echo', 'started'],
      permissions: { mode: 'edits', allow: [], canAsk: false },
    },
    resumeSession: null,
    newSession: 'bench',
    limits: {
      timeoutMs: 60_000,
      silenceMs: 60_000,
      maxTurns: 1,
      maxLogBytes: 1_000_000,
      graceMs: 1_000,
      maxTokens: null,
      maxCostUsd: null,
    },
  };
  await writeFile(join(stateFolder, 'lock', '1.json'), '{}');
  await writeFile(join(folder, attemptFiles.spec), JSON.stringify(spec));
  await writeFile(join(folder, attemptFiles.prompt), 'prompt');
  await writeFile(join(folder, attemptFiles.startToken), JSON.stringify({ generation: 1, env: {} }));
  return folder;
}

/** Milliseconds from spawn to exit; stdin is at its end. */
function timeProcess(args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', () => resolve(performance.now() - startedAt));
  });
}

/** Milliseconds from spawn until the runner shows that it claimed the attempt and started the agent. */
function timeClaim(runner: string, folder: string): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [runner, folder], { stdio: ['ignore', 'pipe', 'ignore'] });
    let claimedMs = 0;
    child.stdout.once('data', () => (claimedMs = performance.now() - startedAt));
    child.once('error', reject);
    child.once('close', () => resolve(claimedMs));
  });
}

if (isMain(import.meta.url)) print(await benchRunnerStart());
