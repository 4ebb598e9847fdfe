import { mkdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcess } from '../../src/adapters/process/run.ts';

/** The newest that npm gives to Node 20; the adapter was written against it. */
const version = '2.1.197';

const cache = fileURLToPath(new URL(`../../.cache/claude-${version}`, import.meta.url));

/**
 * Path of a real Claude Code, installed from npm into the repository's cache folder at first. Null when it can't be
 * had; on CI that is an error.
 */
export async function ensureClaude(): Promise<string | null> {
  const executable = join(
    cache,
    'node_modules',
    '.bin',
    process.platform === 'win32' ? 'claude.cmd' : 'claude',
  );
  if (existsSync(executable)) return executable;
  const fault = await install();
  if (fault === null && existsSync(executable)) return executable;
  const words = `Claude Code ${version} could not be installed from npm: ${fault ?? 'no executable'}`;
  if ((process.env['CI'] ?? '') !== '') throw new Error(words);
  console.warn(`\n!!! SKIPPED: ${words}\n`);
  return null;
}

/** Installs beside and renames, so that a broken download is never taken for an installation. */
async function install(): Promise<string | null> {
  const beside = `${cache}.${String(process.pid)}.tmp`;
  await mkdir(beside, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', beside];
  const outcome = await runProcess(npm, [...args, `@anthropic-ai/claude-code@${version}`], {
    timeoutMs: 300_000,
  });
  if (outcome.exitCode !== 0) {
    await rm(beside, { recursive: true, force: true });
    return outcome.stderr.trim().split('\n').slice(-3).join(' ') || outcome.reason;
  }
  await rm(cache, { recursive: true, force: true });
  await rename(beside, cache);
  return null;
}

/** Environment for it: its own home, the fake server, nothing of the machine but PATH. */
export function claudeEnvironment(home: string, url: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    TMPDIR: home,
    CLAUDE_CODE_TMPDIR: home,
    ANTHROPIC_API_KEY: 'test-key-of-nobody',
    ANTHROPIC_BASE_URL: url,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
  };
}
