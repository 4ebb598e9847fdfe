import * as fs from 'node:fs/promises';
import { runProcess } from '../process/run.ts';

/** Working directories of the processes that may be looked at; null when this platform does not tell. */
export async function workingDirectories(): Promise<ReadonlyMap<number, string> | null> {
  if (process.platform === 'linux') return fromProc();
  if (process.platform === 'win32') return null;
  const listed = await runProcess('lsof', ['-d', 'cwd', '-F', 'pn'], { timeoutMs: 20_000 });
  return listed.reason === 'exited' ? parseLsof(listed.stdout) : null;
}

async function fromProc(): Promise<ReadonlyMap<number, string>> {
  const pids = (await fs.readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = new Map<number, string>();
  await Promise.all(
    pids.map(async (pid) => {
      // Gone in the meantime, or somebody else's.
      const folder = await fs.readlink(`/proc/${pid}/cwd`).catch(() => null);
      if (folder !== null) folders.set(Number(pid), folder);
    }),
  );
  return folders;
}

/** `lsof -F pn`: a line `p<pid>` and then, for each of its files, `f…` and `n<name>`. */
export function parseLsof(text: string): ReadonlyMap<number, string> {
  const folders = new Map<number, string>();
  let pid = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1));
    else if (line.startsWith('n')) folders.set(pid, line.slice(1));
  }
  return folders;
}
