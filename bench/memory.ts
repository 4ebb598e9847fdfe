import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { BenchRepo } from './benchRepo.ts';
import { tuttiProgram, writeBenchPlan } from './playedRun.ts';
import type { BenchRow } from './row.ts';

const tasks = 1_000;
const limitMb = 150;

/** Peak resident memory of the engine's process over a real run of 1,000 tasks; Linux tells it in `/proc`. */
export async function benchMemory(): Promise<BenchRow[]> {
  const repo = new BenchRepo(300);
  try {
    const list = Array.from({ length: tasks }, (_, index) => ({
      id: `T${String(index + 1)}`,
      seconds: 0,
      depends: [],
    }));
    writeBenchPlan(repo, list, 4);
    const run = spawn(process.execPath, [tuttiProgram, 'run', 'plan.md', '--json'], {
      cwd: repo.path,
      stdio: 'ignore',
    });
    let peakMb = 0;
    const poll = setInterval(() => {
      peakMb = Math.max(peakMb, peakMbOf(run.pid ?? 0));
    }, 200);
    const [code] = (await once(run, 'exit')) as [number | null];
    clearInterval(poll);
    if (code !== 0) throw new Error(`the run of ${String(tasks)} tasks ended with ${String(code)}`);
    return [
      { name: 'engine-memory-1000-tasks', ratio: peakMb / limitMb, limit: 1, detail: { peakMb, limitMb } },
    ];
  } finally {
    repo.dispose();
  }
}

function peakMbOf(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 0;
    throw error;
  }
}
