import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { reasonOf } from '../core/base/systemFault.ts';
import { applyEdits, tickBox } from '../core/plan/edits.ts';
import { parsePlan } from '../core/plan/parsePlan.ts';

/**
 * Ticks the boxes of tasks that landed, in the plan files of the user's checkout. The file is read anew each time, so
 * that edits made in the meantime survive; a task that is not in it any more, or is ticked, is left alone.
 */
export class CheckboxWriter {
  readonly #root: string;
  readonly #onProblem: (problem: string) => void;
  #turn: Promise<void> = Promise.resolve();

  constructor(root: string, onProblem: (problem: string) => void) {
    this.#root = root;
    this.#onProblem = onProblem;
  }

  /** `path` as in the run's plan. */
  tick(path: string, identity: string): void {
    this.#turn = this.#turn
      .then(() => tick(join(this.#root, path), identity))
      .catch((error: unknown) => {
        this.#onProblem(reasonOf(error));
      });
  }

  whenDone(): Promise<void> {
    return this.#turn;
  }
}

async function tick(file: string, identity: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const task = parsePlan(text, { path: file }).tasks.find((found) => found.identity === identity);
  if (task?.state !== 'open') return;
  const { mode } = await stat(file);
  await writeFileAtomic(file, applyEdits(text, [tickBox(task)]), { mode });
}
