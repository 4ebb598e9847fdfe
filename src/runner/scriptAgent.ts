import { readFileSync } from 'node:fs';
import type { AttemptMessage } from '../shared/attempt.ts';
import { isAttemptMessage } from '../shared/attemptGuards.ts';
import type { Scenario } from '../shared/scenario.ts';
import { chooseAttempt } from './chooseAttempt.ts';
import { LineSplitter } from './lineSplitter.ts';
import { playSteps, type ScriptStage } from './scriptSteps.ts';

/**
 * Entry of the embedded stand-in agent: plays a scenario file (`src/shared/scenario.ts`), named by its first argument
 * or `TUTTI_SCENARIO`, in the current folder. What it speaks is described at `ScriptConversation`.
 */
async function main(): Promise<void> {
  const task = process.env['TUTTI_TASK'] ?? 'task';
  const messages = new MessageQueue();
  const prompt = await messages.prompt;
  emit({ type: 'sessionStarted', session: '', model: null });
  const steps = chooseAttempt(readScenario(), {
    plan: process.env['TUTTI_PLAN'] ?? '',
    task,
    number: Number(process.env['TUTTI_ATTEMPT_NUMBER'] ?? '1'),
    prompt,
  });
  const stage: ScriptStage = { folder: process.cwd(), emit, nextMessage: () => messages.next() };
  const end = await playSteps(steps, stage);
  emit({ type: 'end', outcome: end.outcome, reason: end.reason, resetAt: end.resetAt });
  if (end.stays) return;
  // What is still in the pipe must reach the runner.
  process.stdout.write('', () => process.exit(end.exitCode));
}

function readScenario(): Scenario {
  const file = process.argv[2] ?? process.env['TUTTI_SCENARIO'];
  if (file === undefined) return { tasks: {} };
  return JSON.parse(readFileSync(file, 'utf8')) as Scenario;
}

function emit(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

/** What comes on stdin: the prompt first, then messages, which wait until a step asks for them. */
class MessageQueue {
  readonly prompt: Promise<string>;
  readonly #waiting: AttemptMessage[] = [];
  #wanted: ((message: AttemptMessage) => void) | null = null;

  constructor() {
    this.prompt = new Promise((resolve) => {
      const splitter = new LineSplitter(8 * 1024 * 1024, ({ text }) => {
        const value: unknown = JSON.parse(text);
        if (isAttemptMessage(value)) this.#push(value);
        else resolve(promptText(value));
      });
      process.stdin.on('data', (chunk: Buffer) => splitter.push(chunk));
    });
  }

  next(): Promise<AttemptMessage> {
    const first = this.#waiting.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => {
      this.#wanted = resolve;
    });
  }

  #push(message: AttemptMessage): void {
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted === null) this.#waiting.push(message);
    else wanted(message);
  }
}

function promptText(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('text' in value)) return '';
  return typeof value.text === 'string' ? value.text : '';
}

void main();
