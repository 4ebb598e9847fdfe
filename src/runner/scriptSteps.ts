import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { AttemptMessage } from '../shared/attempt.ts';
import type { AttemptEventBody } from '../shared/attemptEvent.ts';
import type { ScenarioStep } from '../shared/scenario.ts';

/** Where a scenario is played. */
export interface ScriptStage {
  readonly folder: string;
  readonly emit: (event: AttemptEventBody) => void;
  /** The next message of a person, one that is waiting already or one to come. */
  readonly nextMessage: () => Promise<AttemptMessage>;
}

export interface ScriptEnd {
  readonly outcome: 'finished' | 'failed' | 'transient' | 'rateLimited';
  readonly reason: string | null;
  readonly resetAt: number | null;
  readonly exitCode: number;
  /** Does not exit after its last word. */
  readonly stays: boolean;
}

const finished: ScriptEnd = { outcome: 'finished', reason: null, resetAt: null, exitCode: 0, stays: false };
const lookMs = 10;
const never = new Promise<never>(() => undefined);

/** Does the steps in order; the first one that ends the attempt decides. */
export async function playSteps(steps: readonly ScenarioStep[], stage: ScriptStage): Promise<ScriptEnd> {
  for (const [index, step] of steps.entries()) {
    const end = await playStep(step, String(index), stage);
    if (end !== null) return end;
  }
  return finished;
}

async function playStep(step: ScenarioStep, id: string, stage: ScriptStage): Promise<ScriptEnd | null> {
  const { emit } = stage;
  switch (step.do) {
    case 'write':
    case 'append':
    case 'replace':
    case 'delete':
      return changeFile(step, id, stage);
    case 'run':
      return run(step.command, id, stage);
    case 'commit':
      return commit(step.message, id, stage);
    case 'say':
      emit({ type: 'text', text: step.text });
      return null;
    case 'think':
      emit({ type: 'thinking', text: step.text });
      return null;
    case 'emit':
      emit(step.event);
      return null;
    case 'usage':
      emit({
        type: 'usage',
        inputTokens: step.inputTokens,
        outputTokens: step.outputTokens,
        cachedTokens: 0,
        costUsd: step.costUsd ?? null,
        contextUsed: step.contextUsed ?? null,
      });
      return null;
    case 'wait':
    case 'waitFor':
    case 'waitForMessage':
    case 'askPermission':
    case 'askQuestion':
      return wait(step, id, stage);
    case 'fail':
      return { ...finished, outcome: 'failed', reason: step.message, exitCode: step.exitCode ?? 1 };
    case 'transient':
      return { ...finished, outcome: 'transient', reason: step.message, exitCode: 1 };
    case 'rateLimit': {
      const resetAt = step.resetInMs === undefined ? null : Date.now() + step.resetInMs;
      return { ...finished, outcome: 'rateLimited', reason: step.message, resetAt, exitCode: 1 };
    }
    case 'finishAndStay':
      return { ...finished, stays: true };
    case 'hang':
    case 'crash':
    case 'ignoreSigterm':
    case 'flood':
    case 'garbage':
    case 'stray':
      return misbehave(step, stage);
  }
}

type FileStep = Extract<ScenarioStep, { readonly do: 'write' | 'append' | 'replace' | 'delete' }>;

function changeFile(step: FileStep, id: string, { folder, emit }: ScriptStage): ScriptEnd | null {
  const path = resolve(folder, step.path);
  emit({ type: 'toolStarted', id, tool: step.do, summary: step.path });
  const fault = changeFault(step, path);
  emit({ type: 'toolEnded', id, failed: fault !== null, summary: fault ?? '' });
  return fault === null ? null : { ...finished, outcome: 'failed', reason: fault, exitCode: 1 };
}

function changeFault(step: FileStep, path: string): string | null {
  mkdirSync(dirname(path), { recursive: true });
  if (step.do === 'replace') {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (!text.includes(step.search)) return `${step.path} does not hold ${JSON.stringify(step.search)}`;
    writeFileSync(
      path,
      text.replace(step.search, () => step.text),
    );
  } else if (step.do === 'delete') rmSync(path, { force: true });
  else if (step.do === 'write') writeFileSync(path, step.text);
  else appendFileSync(path, step.text);
  return null;
}

function run(command: readonly string[], id: string, { folder, emit }: ScriptStage): ScriptEnd | null {
  const [program = '', ...args] = command;
  emit({ type: 'toolStarted', id, tool: 'run', summary: command.join(' ') });
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  const words = error === undefined ? `${stdout}${stderr}`.slice(-2_000) : error.message;
  emit({ type: 'toolEnded', id, failed: status !== 0, summary: words });
  return status === 0
    ? null
    : { ...finished, outcome: 'failed', reason: `${program}: ${words}`, exitCode: 1 };
}

const identity = [
  '-c',
  'user.name=Stand-in agent',
  '-c',
  'user.email=agent@tutti.invalid',
  '-c',
  'commit.gpgsign=false',
];

function commit(message: string, id: string, stage: ScriptStage): ScriptEnd | null {
  return (
    run(['git', 'add', '-A'], `${id}a`, stage) ??
    run(['git', ...identity, 'commit', '--quiet', '--no-verify', '-m', message], `${id}b`, stage)
  );
}

type WaitStep = Extract<
  ScenarioStep,
  { readonly do: 'wait' | 'waitFor' | 'waitForMessage' | 'askPermission' | 'askQuestion' }
>;

async function wait(step: WaitStep, id: string, stage: ScriptStage): Promise<null> {
  const { folder, emit } = stage;
  switch (step.do) {
    case 'wait':
      await delay(step.ms);
      break;
    case 'waitFor':
      while (!existsSync(resolve(folder, step.path))) await delay(lookMs);
      break;
    case 'waitForMessage': {
      const message = await awaitMessage(stage, 'say');
      if (step.path !== undefined) writeFileSync(resolve(folder, step.path), message.text);
      break;
    }
    case 'askPermission':
      emit({ type: 'permissionAsked', id, tool: step.tool, summary: step.summary });
      await awaitMessage(stage, 'answerPermission');
      break;
    case 'askQuestion': {
      emit({ type: 'questionAsked', id, question: step.question, options: step.options });
      const { answer } = await awaitMessage(stage, 'answerQuestion');
      if (step.path !== undefined) writeFileSync(resolve(folder, step.path), answer);
      break;
    }
  }
  return null;
}

/** The next message of that type; others are heard and forgotten. */
async function awaitMessage<Type extends AttemptMessage['type']>(
  { nextMessage }: ScriptStage,
  type: Type,
): Promise<Extract<AttemptMessage, { readonly type: Type }>> {
  for (;;) {
    const message = await nextMessage();
    if (isOfType(message, type)) return message;
  }
}

function isOfType<Type extends AttemptMessage['type']>(
  message: AttemptMessage,
  type: Type,
): message is Extract<AttemptMessage, { readonly type: Type }> {
  return message.type === type;
}

type BadStep = Extract<
  ScenarioStep,
  { readonly do: 'hang' | 'crash' | 'ignoreSigterm' | 'flood' | 'garbage' | 'stray' }
>;

async function misbehave(step: BadStep, { folder }: ScriptStage): Promise<null> {
  switch (step.do) {
    case 'hang':
      setInterval(() => undefined, 60_000);
      return never;
    case 'crash':
      process.kill(process.pid, 'SIGKILL');
      return never;
    case 'ignoreSigterm':
      process.on('SIGTERM', () => undefined);
      break;
    case 'flood':
      await flood(step.bytes, step.lineBytes ?? 1_000);
      break;
    case 'garbage':
      await print(garbage(step.bytes));
      break;
    case 'stray': {
      const code = 'setInterval(() => {}, 1000)';
      const child = spawn(process.execPath, ['-e', code], {
        detached: true,
        stdio: ['ignore', 'inherit', 'ignore'],
      });
      child.unref();
      writeFileSync(resolve(folder, step.path), String(child.pid));
      break;
    }
  }
  return null;
}

async function flood(bytes: number, lineBytes: number): Promise<void> {
  const block = Buffer.alloc(64 * 1024, 'x');
  if (lineBytes > 0) for (let at = lineBytes - 1; at < block.length; at += lineBytes) block[at] = 0x0a;
  for (let left = bytes; left > 0; left -= block.length)
    await print(block.subarray(0, Math.min(left, block.length)));
  await print(Buffer.from('\n'));
}

/** Every byte value in turn, with a clear-screen and a title sequence in between. */
function garbage(bytes: number): Buffer {
  const pattern = Buffer.concat([
    Buffer.from('\u001B[2J\u001B]0;title\u0007{"type":\n'),
    Buffer.from(Array.from({ length: 256 }, (_, value) => value)),
  ]);
  return Buffer.concat([Buffer.alloc(bytes, pattern), Buffer.from('\n')]);
}

function print(bytes: Buffer): Promise<void> {
  return new Promise((done) => {
    process.stdout.write(bytes, () => done());
  });
}

function delay(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}
