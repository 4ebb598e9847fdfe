import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../adapters/process/errorCode.ts';
import { runProcess } from '../adapters/process/run.ts';
import { configFileName } from './loadConfig.ts';
import { samplePlan, starterConfig } from './initFiles.ts';
import type { StarterFacts } from './initFiles.ts';
import { detectToolchains } from './initToolchains.ts';

/** What was found in a project, and what would be written into it. */
export interface InitDraft extends StarterFacts {
  readonly files: readonly InitFile[];
}

export interface InitFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** It is there already and stays as it is. */
  readonly exists: boolean;
}

/**
 * Looks at the project in `root`; writes nothing. `installed` are the names of the profiles whose agent was found, in
 * order of preference.
 */
export async function draftInit(root: string, installed: readonly string[]): Promise<InitDraft> {
  const names = await readdir(root);
  const facts: StarterFacts = {
    agent: installed[0] ?? 'claude',
    toolchains: detectToolchains(await readAll(root, names)),
    copy: await ignoredSettings(root, names),
  };
  const files = [
    { path: configFileName, text: starterConfig(facts), exists: names.includes(configFileName) },
    { path: 'plans/example.md', text: samplePlan(facts), exists: await isFile(root, 'plans/example.md') },
  ];
  return { ...facts, files };
}

/** Writes the files that are not there; the paths of those that it wrote. */
export async function writeInit(root: string, draft: InitDraft): Promise<readonly string[]> {
  const written: string[] = [];
  for (const file of draft.files) {
    if (await writeNew(path.join(root, file.path), file.text)) written.push(file.path);
  }
  return written;
}

const markers = [
  ...[
    'package.json',
    'package-lock.json',
    'npm-shrinkwrap.json',
    'pnpm-lock.yaml',
    'yarn.lock',
    '.yarnrc.yml',
  ],
  ...['bun.lock', 'bun.lockb', 'Cargo.toml', 'go.mod', 'pom.xml', 'mvnw', 'build.gradle', 'build.gradle.kts'],
  ...['gradlew', 'pyproject.toml', 'uv.lock', 'poetry.lock', 'pytest.ini', 'setup.cfg', 'tox.ini'],
  ...['requirements.txt', 'requirements-dev.txt', 'Makefile', 'makefile', 'GNUmakefile'],
];

async function readAll(root: string, names: readonly string[]): Promise<(name: string) => string | null> {
  const texts = new Map<string, string>();
  for (const name of markers.filter((marker) => names.includes(marker))) {
    texts.set(name, await readFile(path.join(root, name), 'utf8'));
  }
  return (name) => texts.get(name) ?? null;
}

/** Files with settings of this machine that git ignores: a new worktree does not have them. */
async function ignoredSettings(root: string, names: readonly string[]): Promise<readonly string[]> {
  const candidates = names.filter((name) => /^\.env(\..+)?$|^\.envrc$|\.local\.[a-z]+$/.test(name)).sort();
  if (candidates.length === 0) return [];
  // Exit code 1 means that none is ignored, 128 that this is no repository: nothing is printed for either.
  const { stdout } = await runProcess('git', ['check-ignore', '-z', '--stdin'], {
    cwd: root,
    input: candidates.join('\0'),
  });
  return stdout.split('\0').filter((name) => name !== '');
}

async function isFile(root: string, name: string): Promise<boolean> {
  const folder = path.dirname(path.join(root, name));
  try {
    return (await readdir(folder)).includes(path.basename(name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** False when the file is there already: it stays as it is. */
export async function writeNew(file: string, text: string): Promise<boolean> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
