import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { applyEdits, modify } from 'jsonc-parser';

const exec = promisify(execFile);

export interface Demo {
  /** Absolute path of a new repository with one commit. */
  readonly repository: string;
  /** Relative to it. */
  readonly plan: string;
  /** Takes all of it away: nothing was started on it. */
  readonly remove: () => Promise<void>;
}

/**
 * Copies the demo's project, plan and scenario into a new temporary folder and makes a repository of it that brings its
 * own identity: nobody's configuration of git is asked or changed. `packageRoot`: the folder that has `examples`.
 */
export async function makeDemo(packageRoot: string): Promise<Demo> {
  const demo = join(packageRoot, 'examples', 'demo');
  const folder = await mkdtemp(join(tmpdir(), 'tutti-demo-'));
  const repository = join(folder, 'invoice');
  await cp(join(demo, 'project'), repository, { recursive: true });
  await cp(join(demo, 'plans'), join(repository, 'plans'), { recursive: true });
  const scenario = join(folder, 'scenario.json');
  await cp(join(demo, 'scenario.json'), scenario);
  await giveScenario(join(repository, 'tutti.json'), scenario);
  await git(repository, ['init', '--quiet', '--initial-branch=main']);
  await git(repository, ['config', 'user.name', 'Tutti demo']);
  await git(repository, ['config', 'user.email', 'demo@tutti.invalid']);
  await git(repository, ['add', '--all']);
  await git(repository, ['commit', '--quiet', '--message', 'Start the invoice program']);
  return { repository, plan: 'plans/invoice.md', remove: () => rm(folder, { recursive: true }) };
}

/** The last commits of a branch as a graph. */
export async function showHistory(repository: string, branch: string, colored: boolean): Promise<string> {
  const color = `--color=${colored ? 'always' : 'never'}`;
  return (
    await git(repository, ['log', '--graph', '--oneline', '--max-count=60', color, branch, '--'])
  ).trimEnd();
}

/** The stand-in agent of the copied project plays the copied scenario; comments in the file stay. */
async function giveScenario(configFile: string, scenario: string): Promise<void> {
  const text = await readFile(configFile, 'utf8');
  const edits = modify(
    text,
    ['agents', 'script'],
    { adapter: 'script', args: [scenario] },
    {
      formattingOptions: { insertSpaces: true, tabSize: 2 },
    },
  );
  await writeFile(configFile, applyEdits(text, edits));
}

async function git(folder: string, args: readonly string[]): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const env = { ...Object.fromEntries(inherited), GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };
  return (await exec('git', args, { cwd: folder, env })).stdout;
}
