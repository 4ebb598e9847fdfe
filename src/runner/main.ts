import { resolve } from 'node:path';
import { isatty } from 'node:tty';
import { ownIdentity } from '../adapters/process/identity.ts';
import { attach } from './attach.ts';
import { AttemptFolder } from './attemptFolder.ts';
import { AttemptHost } from './host.ts';
import { LineSplitter } from './lineSplitter.ts';
import { ownsRepository } from './ownership.ts';
import { Terminal } from './terminal.ts';

const usage =
  'usage: runner <attempt-folder> | runner --idle (reads the folder from the first line of stdin)';
const beatMs = 2_000;
/** How long the last lines may take to reach a terminal that is stuck. */
const lastLinesMs = 500;

async function main(args: readonly string[]): Promise<number> {
  const [argument] = args;
  if (args.length !== 1 || argument === undefined) {
    complain(usage);
    return 2;
  }
  const isIdle = argument === '--idle';
  const path = isIdle ? await readFolderFromStdin() : argument;
  // The engine that kept this runner warm is gone, or has no work for it.
  if (path === null) return 0;
  const folder = new AttemptFolder(resolve(path));
  const terminal = new Terminal();
  const exitCode = await play(folder, terminal, isIdle);
  if (await terminal.drainedWithin(lastLinesMs)) return exitCode;
  // An ordinary exit would wait for the thread that is stuck in its write; the attempt's files are all written.
  process.kill(process.pid, 'SIGKILL');
  return exitCode;
}

async function play(folder: AttemptFolder, terminal: Terminal, isIdle: boolean): Promise<number> {
  const token = folder.isOver() ? null : folder.claimStartToken();
  if (token === null) return follow(folder, terminal);
  const spec = folder.readSpec();
  if (token.generation !== spec.generation || !ownsRepository(spec.stateFolder, token.generation)) {
    complain('This start token is void: another process owns the repository now. The agent was not started.');
    return 1;
  }
  folder.writeRunner({ ...ownIdentity(), attempt: spec.attempt });
  const host = new AttemptHost({ folder, spec, token, terminal, entry: process.argv[1] ?? '' });
  process.on('uncaughtException', (error) => host.abandon(`The runner failed: ${String(error)}`));
  const heartbeat = setInterval(() => folder.beat(), beatMs);
  process.on('SIGTERM', () => host.interrupt('The attempt was interrupted'));
  process.on('SIGINT', () => host.interrupt('The attempt was interrupted from its terminal'));
  if (!isIdle && isatty(0)) onTyped((line) => host.typed(line));
  await host.run();
  clearInterval(heartbeat);
  return 0;
}

async function follow(folder: AttemptFolder, terminal: Terminal): Promise<number> {
  const ending = await attach(folder, terminal, { onTyped });
  if (ending === 'abandoned') {
    terminal.line(
      'The process that hosted this attempt is gone, and left no result. `tutti resume` goes on with it.',
    );
    return 1;
  }
  if (isatty(0)) {
    terminal.line('Press Enter to close.');
    await new Promise<void>((done) => onTyped(() => done()));
  }
  return 0;
}

function onTyped(listener: (line: string) => void): void {
  const splitter = new LineSplitter(64 * 1024, ({ text }) => listener(text));
  process.stdin.on('data', (chunk: Buffer) => splitter.push(chunk));
  // A terminal that went away.
  process.stdin.on('error', () => undefined);
}

/** The first line of stdin, which is let go of then; null when it ends before. */
function readFolderFromStdin(): Promise<string | null> {
  const { stdin } = process;
  return new Promise((done) => {
    const splitter = new LineSplitter(64 * 1024, ({ text }) => {
      stdin.removeAllListeners('data');
      stdin.destroy();
      done(text);
    });
    stdin.on('data', (chunk: Buffer) => splitter.push(chunk));
    stdin.on('error', () => done(null));
    stdin.on('end', () => done(null));
  });
}

function complain(words: string): void {
  // Asynchronous and without a listener: nobody may be reading, and the exit code says the same.
  process.stderr.on('error', () => undefined);
  process.stderr.write(`${words}\n`);
}

// A closed terminal detaches; only SIGTERM and the inbox end an attempt.
process.on('SIGHUP', () => undefined);

main(process.argv.slice(2)).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    const isForPeople = error instanceof Error && error.name === 'UserError';
    complain(
      isForPeople
        ? error.message
        : `The runner failed: ${error instanceof Error ? String(error.stack) : String(error)}`,
    );
    process.exit(isForPeople ? 2 : 70);
  },
);
