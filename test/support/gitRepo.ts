import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { removeFolder } from './removeFolder.ts';

/** A real repository in a temporary folder of its own; the sibling folder of the slots goes with it. */
export interface GitRepo {
  /** Folder that holds the repository and what is beside it. */
  readonly root: string;
  readonly folder: string;
  git(...args: readonly string[]): string;
  /** Runs git in another folder, e.g. a slot. */
  gitIn(folder: string, ...args: readonly string[]): string;
  write(file: string, text: string): void;
  /** Writes files, commits all, and gives the commit. */
  commit(files: Readonly<Record<string, string>>, message?: string): string;
  dispose(): void;
}

export interface GitRepoOptions {
  readonly empty?: boolean;
  /** Where its temporary folder is made. */
  readonly base?: string;
  /** Of the repository's own folder; default `repo`. */
  readonly name?: string;
}

/** With one commit on `main` unless `empty`; the identity is the repository's own. */
export function createGitRepo(options: GitRepoOptions = {}): GitRepo {
  const root = realpathSync(mkdtempSync(path.join(options.base ?? tmpdir(), 'tutti-git-')));
  const folder = path.join(root, options.name ?? 'repo');
  mkdirSync(folder);
  const gitIn = (cwd: string, ...args: readonly string[]): string =>
    execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnv() });
  const git = (...args: readonly string[]): string => gitIn(folder, ...args);
  const repo: GitRepo = {
    root,
    folder,
    git,
    gitIn,
    write: (file, text) => {
      const target = path.join(folder, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    },
    commit: (files, message = 'Change') => {
      for (const [file, text] of Object.entries(files)) repo.write(file, text);
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD').trim();
    },
    dispose: () => {
      removeFolder(root);
    },
  };
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.com');
  if (options.empty !== true) repo.commit({ 'README.md': 'hello\n' }, 'First');
  return repo;
}

/** Without variables that would point git elsewhere, when the tests themselves run from a hook. */
function cleanEnv(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name),
  );
  return Object.fromEntries(own);
}
