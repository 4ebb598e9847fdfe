import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { AbortRequest, GitFault, MergedTree, MergeTrees, ObjectId } from '../../core/engine/ports.ts';
import { attemptMarkerVariable } from '../../shared/attempt.ts';
import { runShell, userEnvironment } from '../process/shell.ts';
import { endMarked } from '../process/terminate.ts';
import { commitTree } from './commitTree.ts';
import { faultOfError } from './gitFault.ts';
import type { GitRunner } from './gitRunner.ts';
import { readable } from './localFiles.ts';
import type { MergeRule, MergeRules } from './mergeRules.ts';
import { findRule } from './mergeRules.ts';
import type { ConflictedFile, ConflictStage, ParsedMerge } from './parse.ts';
import type { Slot } from './slots.ts';

export type SettleFailure = GitFault | { readonly reason: 'unsettled'; readonly message: string };

export interface SettleOptions {
  readonly rules: MergeRules;
  readonly timeoutMs: number;
  /** A slot with the files of a commit, for commands to work in. */
  readonly scratch: (commit: ObjectId, request: AbortRequest) => Promise<Result<Slot, GitFault>>;
}

interface RuledFile extends ConflictedFile {
  readonly rule: MergeRule;
  readonly ours: ConflictStage;
  readonly theirs: ConflictStage;
}

/** Settles the conflicts of a merge by rules: all of them, or the merge stays a conflict. */
export class Settler {
  readonly #git: GitRunner;
  readonly #options: SettleOptions;
  /** There is one scratch slot. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(git: GitRunner, options: SettleOptions) {
    this.#git = git;
    this.#options = options;
  }

  async settle(merge: ParsedMerge, commits: MergeTrees): Promise<Result<MergedTree, SettleFailure>> {
    const files = merge.files.map((file) => this.#ruled(file)).filter((file) => file !== null);
    if (files.length === 0 || files.length < merge.files.length)
      return failure({ reason: 'unsettled', message: '' });
    const turn = this.#turn.then(() => this.#settleAll(merge.tree, files, commits));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Rules hold for a file that both sides have and have changed, not for renames, removals and links. */
  #ruled(file: ConflictedFile): RuledFile | null {
    const rule = findRule(this.#options.rules, readable(file.path));
    const { ours, theirs } = file;
    if (rule === null || ours === null || theirs === null) return null;
    if (![ours, theirs].every(({ mode }) => mode.startsWith('100'))) return null;
    const allowed = rule.kind === 'union' ? ['contents'] : ['contents', 'binary'];
    if (!file.kinds.every((kind) => allowed.some((word) => kind === `CONFLICT (${word})`))) return null;
    return { ...file, rule, ours, theirs };
  }

  async #settleAll(
    tree: ObjectId,
    files: readonly RuledFile[],
    commits: MergeTrees,
  ): Promise<Result<MergedTree, SettleFailure>> {
    const folder = await fs.mkdtemp(path.join(tmpdir(), 'tutti-merge-'));
    try {
      const index = { env: { GIT_INDEX_FILE: path.join(folder, 'index') }, encoding: 'latin1' } as const;
      await this.#git.must(['read-tree', tree], index);
      const put = async (entries: readonly { file: RuledFile; id: ObjectId }[]): Promise<ObjectId> => {
        const lines = entries.map(({ file, id }) => `${file.ours.mode} ${id}\t${file.path}\0`).join('');
        const input = Buffer.from(lines, 'latin1');
        await this.#git.must(['update-index', '-z', '--index-info'], { ...index, input });
        return (await this.#git.must(['write-tree'], index)).trim();
      };
      const first = [];
      for (const file of files) {
        // What is to be made anew starts from our side.
        first.push({ file, id: file.rule.kind === 'union' ? await this.#union(file, folder) : file.ours.id });
      }
      let settled = await put(first);
      const remade = await this.#regenerate(settled, files, commits);
      if (!remade.ok) return remade;
      if (remade.value.length > 0) settled = await put(remade.value);
      return success({ tree: settled, settled: files.map(describe) });
    } catch (error) {
      return failure(faultOfError(error));
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }

  async #union(file: RuledFile, folder: string): Promise<ObjectId> {
    const names = ['ours', 'base', 'theirs'].map((name) => path.join(folder, name));
    const stages = [file.ours, file.base, file.theirs];
    for (const [index, name] of names.entries()) {
      const stage = stages[index];
      const content =
        stage === null || stage === undefined
          ? ''
          : await this.#git.must(['cat-file', 'blob', stage.id], { encoding: 'latin1' });
      await fs.writeFile(name, content, 'latin1');
    }
    const merged = await this.#git.must(['merge-file', '-p', '--union', '--', ...names], {
      encoding: 'latin1',
    });
    const input = Buffer.from(merged, 'latin1');
    return (await this.#git.must(['hash-object', '-w', '--stdin'], { input })).trim();
  }

  async #regenerate(
    tree: ObjectId,
    files: readonly RuledFile[],
    { ours, theirs, signal }: MergeTrees,
  ): Promise<Result<readonly { file: RuledFile; id: ObjectId }[], SettleFailure>> {
    const commands = new Set(files.map(({ rule }) => (rule.kind === 'regenerate' ? rule.command : '')));
    commands.delete('');
    if (commands.size === 0) return success([]);
    const message = { subject: 'Settle conflicts', body: '', trailers: [] };
    const commit = await commitTree(this.#git, tree, { parents: [ours, theirs], message });
    if (!commit.ok) return commit;
    const request = signal === undefined ? {} : { signal };
    const slot = await this.#options.scratch(commit.value, request);
    if (!slot.ok) return slot;
    for (const command of commands) {
      const ran = await this.#run(slot.value, command, request);
      if (!ran.ok) return ran;
    }
    const remade = [];
    for (const file of files.filter(({ rule }) => rule.kind === 'regenerate')) {
      const name = readable(file.path);
      const id = await this.#git.must(['hash-object', '-w', '--', name], { cwd: slot.value.path });
      remade.push({ file, id: id.trim() });
    }
    return success(remade);
  }

  async #run(slot: Slot, command: string, request: AbortRequest): Promise<Result<void, SettleFailure>> {
    const marker = `merge ${slot.path}`;
    const outcome = await runShell(command, {
      cwd: slot.path,
      env: userEnvironment({ [attemptMarkerVariable]: marker }),
      timeoutMs: this.#options.timeoutMs,
      maxOutputBytes: 100_000,
      ...request,
    });
    if (outcome.reason === 'exited' && outcome.exitCode === 0) return success(undefined);
    await endMarked(marker, { graceMs: 2_000 });
    if (outcome.reason === 'aborted') return failure({ reason: 'aborted', message: `stopped: ${command}` });
    const words = outcome.stderr.trim().slice(-500);
    return failure({ reason: 'unsettled', message: `"${command}" did not settle it: ${words}` });
  }
}

function describe({ path: file, rule }: RuledFile): string {
  return `${readable(file)} (${rule.kind === 'union' ? 'union' : rule.command})`;
}
