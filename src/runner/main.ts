import { resolve } from 'node:path';
import { ownIdentity } from '../adapters/process/identity.ts';
import type { StartToken } from '../shared/attempt.ts';
import { attach } from './attach.ts';
import { AttemptFolder } from './attemptFolder.ts';
import { AttemptHost } from './host.ts';
import { Keyboard } from './keyboard.ts';
import { LineSplitter } from './lineSplitter.ts';
import { ownsRepository } from './ownership.ts';
import { Terminal } from './terminal.ts';
import { recordTerminal } from './terminalRecord.ts';

const usage =
  'usage: runner <attempt-folder> | runner --idle (reads the folder from the first line of stdin)';
const beatMs = 2_000;
/** How long the last lines may take to reach a terminal that is stuck. */
const lastLinesMs = 500;

const voidToken =
  'This start token is void: another process owns the repository now. The agent was not started.';
const abandoned =
  'The process that hosted this attempt is gone, and left no result. `tutti resume` goes on with it.';

async function main(args: readonly string[]): Promise<number> {
  const [argument] = args;
  if (args.length !== 1 || argument === undefined) {
    complain(usage);
    return 2;
  }
  const keyboard = new Keyboard();
  const isIdle = argument === '--idle';
  const path = isIdle ? await readFolderFromStdin() : argument;
  // The engine that kept this runner warm is gone, or has no work for it.
  if (path === null) return 0;
  const folder = new AttemptFolder(resolve(path));
  const terminal = new Terminal();
  const record = keyboard.isAttended ? recordTerminal(folder.readSpec().stateFolder, folder.path) : null;
  const exitCode = await play(folder, terminal, keyboard);
  if (keyboard.isAttended) {
    terminal.line('Press Enter to close.');
    await keyboard.nextLine();
  }
  record?.dispose();
  // An editor would report it to the person who has just read why.
  const said = record === null ? exitCode : 0;
  if (await terminal.drainedWithin(lastLinesMs)) return said;
  // An ordinary exit would wait for the thread that is stuck in its write; the attempt's files are all written.
  process.kill(process.pid, 'SIGKILL');
  return said;
}

async function play(folder: AttemptFolder, terminal: Terminal, keyboard: Keyboard): Promise<number> {
  const token = folder.isOver() ? null : folder.claimStartToken();
  if (token !== null) return host(folder, token, { terminal, keyboard });
  const ending = await Promise.race([attach(folder, terminal, keyboard), whenHungUp(keyboard)]);
  if (ending === 'over' || ending === 'hungUp') return 0;
  terminal.line(abandoned);
  return 1;
}

interface Place {
  readonly terminal: Terminal;
  readonly keyboard: Keyboard;
}

async function host(folder: AttemptFolder, token: StartToken, place: Place): Promise<number> {
  const { terminal, keyboard } = place;
  const spec = folder.readSpec();
  if (token.generation !== spec.generation || !ownsRepository(spec.stateFolder, token.generation)) {
    if (keyboard.isAttended) terminal.line(voidToken);
    else complain(voidToken);
    return 1;
  }
  folder.writeRunner({ ...ownIdentity(), attempt: spec.attempt });
  const attempt = new AttemptHost({ folder, spec, token, terminal, entry: process.argv[1] ?? '' });
  const onFault = (error: Error): void => attempt.abandon(`The runner failed: ${String(error)}`);
  process.on('uncaughtException', onFault);
  const heartbeat = setInterval(() => folder.beat(), beatMs);
  process.on('SIGTERM', () => attempt.interrupt('The attempt was interrupted'));
  process.on('SIGINT', () => attempt.interrupt('The attempt was interrupted from its terminal'));
  if (keyboard.isAttended) keyboard.onTyped((line) => attempt.typed(line));
  await attempt.run();
  clearInterval(heartbeat);
  for (const event of ['SIGTERM', 'SIGINT', 'uncaughtException']) process.removeAllListeners(event);
  return 0;
}

/** A terminal that only shows an attempt has nothing more to do once it is closed. */
function whenHungUp({ hungUp }: Keyboard): Promise<'hungUp'> {
  return new Promise((done) => {
    hungUp.addEventListener('abort', () => done('hungUp'));
  });
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
