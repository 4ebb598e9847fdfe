import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { AbortRequest, PrepareFailure } from '../../core/engine/ports.ts';
import { attemptMarkerVariable } from '../../shared/attempt.ts';
import { runShell, userEnvironment } from '../process/shell.ts';
import { endMarked } from '../process/terminate.ts';
import { truncateOutput } from '../process/truncateOutput.ts';
import type { GitRunner } from './gitRunner.ts';
import { splitNul } from './parse.ts';
import type { SlotRecord, SlotRecords } from './slotRecord.ts';
import type { Slot } from './slots.ts';

/** What a package manager's result depends on; in the root of the worktree. */
const lockFiles = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'Cargo.lock',
  'go.sum',
  'uv.lock',
  'poetry.lock',
  'Pipfile.lock',
  'requirements.txt',
  'Gemfile.lock',
  'composer.lock',
  'mix.lock',
  'gradle.lockfile',
];

const maxLastLineChars = 300;

export interface SetupOptions {
  /** The user's own command lines, run in this order. */
  readonly commands: readonly string[];
  readonly timeoutMs: number;
  /** Run even if nothing changed. */
  readonly always: boolean;
}

/** Hash (hex) of what setup depends on, in a folder: commands, lock files, platform. */
export async function hashSetup(folder: string, commands: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([commands, process.platform, process.arch]));
  const contents = await Promise.all(
    lockFiles.map((name) => fs.readFile(path.join(folder, name)).catch(() => null)),
  );
  contents.forEach((content, index) => {
    if (content !== null) hash.update(`\0${lockFiles[index] ?? ''}\0${content.length}\0`).update(content);
  });
  return hash.digest('hex');
}

/** Runs setup in a slot unless it ran there with the same inputs; whether it ran. */
export async function runSetup(
  { git, records }: { readonly git: GitRunner; readonly records: SlotRecords },
  slot: Slot,
  { commands, timeoutMs, always, signal }: SetupOptions & AbortRequest,
): Promise<Result<boolean, PrepareFailure>> {
  if (commands.length === 0) return success(false);
  const hash = await hashSetup(slot.path, commands);
  const record = await records.read(slot);
  if (record.setupHash === hash && !always) return success(false);
  // Half a setup is none: until it is done, the slot has not been set up.
  await records.update(slot, { setupHash: null });
  for (const command of commands) {
    const ran = await runSetupCommand(slot, command, {
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
    if (!ran.ok) return ran;
  }
  const args = ['ls-files', '--others', '--exclude-standard', '--directory', '--no-empty-directory', '-z'];
  const listed = await git.text(args, { cwd: slot.path, encoding: 'latin1' });
  if (!listed.ok) return listed;
  const changes: Partial<SlotRecord> = { setupHash: hash, setupOutputs: splitNul(listed.value) };
  await records.update(slot, changes);
  return success(true);
}

async function runSetupCommand(
  slot: Slot,
  command: string,
  { timeoutMs, signal }: AbortRequest & { readonly timeoutMs: number },
): Promise<Result<void, PrepareFailure>> {
  const marker = `setup ${slot.path}`;
  const outcome = await runShell(command, {
    cwd: slot.path,
    env: userEnvironment({ [attemptMarkerVariable]: marker }),
    timeoutMs,
    maxOutputBytes: 1_000_000,
    ...(signal === undefined ? {} : { signal }),
  });
  if (outcome.reason === 'exited' && outcome.exitCode === 0) return success(undefined);
  await endMarked(marker, { graceMs: 2_000 });
  if (outcome.reason === 'aborted') {
    return failure({ reason: 'aborted', message: `setup command was stopped: ${command}` });
  }
  const how = outcome.reason === 'timeout' ? `took longer than ${Math.round(timeoutMs / 1000)} s` : 'failed';
  const code = outcome.exitCode === null ? '' : ` with exit code ${outcome.exitCode}`;
  const output = `${outcome.stdout}${outcome.stderr}`;
  // Of what a command says about its failure, the last line tells the most.
  const last = output.trimEnd().split('\n').at(-1)?.trim().slice(0, maxLastLineChars) ?? '';
  return failure({
    reason: 'setup-failed',
    message: `setup \`${command}\` ${how}${code}: ${last === '' ? 'it printed nothing' : last}`,
    command,
    output: truncateOutput(output, 8_000),
  } as const);
}
