import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Git } from '../adapters/git/createGit.ts';
import { errorCode } from '../adapters/process/errorCode.ts';
import { watchFolder } from '../adapters/process/ndjson.ts';
import { DisposableStore, type Disposable } from '../core/base/disposable.ts';
import { reasonOf } from '../core/base/systemFault.ts';
import { UserError } from '../core/base/userError.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { RunPlan } from '../core/engine/runPlan.ts';
import { requireAgents } from './agents.ts';
import { requireGatePrograms } from './gatePrograms.ts';
import { doneByHand } from './doneMarks.ts';
import { landedTasksOf, withDone } from './integrationBranch.ts';
import { digestOf, loadPlan, requireSound, toRunPlan } from './plans.ts';
import type { Project } from './project.ts';
import { landingNames } from './renames.ts';

/** Covers file systems that do not tell of changes. */
const sweepMs = 2_000;
/** An editor may write a file in several steps. */
const settleMs = 100;

interface Surroundings {
  readonly project: Project;
  readonly git: Git;
  readonly engine: Engine;
}

interface Followed {
  readonly name: string;
  /** Relative to the repository. */
  readonly path: string;
  readonly forcedAgent: string | null;
  /** Of the text that was dealt with last; null: not known. */
  digest: string | null;
  /** Looks in a row that did not find the file. */
  missed: number;
  /** What kept its last edit from being taken up: told once, tried again at each look. */
  trouble: string | null;
  looking: boolean;
  lookAgain: boolean;
}

/**
 * Keeps a run in step with the files of its plans: a sound edit is taken up, a broken one leaves the last good plan in
 * force, and so does a file that is gone. Each is a decision in the journal.
 */
export class PlanEdits implements Disposable {
  readonly #around: Surroundings;
  readonly #watching = new DisposableStore();
  #over = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** From now on; edits since the plan was read are found, too. */
  follow({ name, path, source }: RunPlan): void {
    const followed: Followed = {
      name,
      path,
      forcedAgent: source?.forcedAgent ?? null,
      digest: source?.digest ?? null,
      missed: 0,
      trouble: null,
      looking: false,
      lookAgain: false,
    };
    const folder = dirname(join(this.#around.project.root, path));
    this.#watching.add(
      watchFolder(folder, sweepMs, () => {
        void this.#look(followed);
      }),
    );
    void this.#look(followed);
  }

  dispose(): void {
    this.#over = true;
    this.#watching.dispose();
  }

  async #look(followed: Followed): Promise<void> {
    followed.lookAgain = followed.looking;
    if (followed.looking) return;
    followed.looking = true;
    try {
      do {
        followed.lookAgain = false;
        await this.#lookOnce(followed);
      } while (followed.lookAgain as boolean);
    } finally {
      followed.looking = false;
    }
  }

  async #lookOnce(followed: Followed): Promise<void> {
    const text = await this.#read(followed);
    if (text === null || this.#over) return;
    const digest = digestOf(text);
    // A journal of the first version does not say what the plan was read from.
    const isEdited = followed.digest !== null && followed.digest !== digest;
    const trouble = isEdited ? await this.#takeUp(followed) : null;
    if (trouble === null) followed.digest = digest;
    else if (trouble !== followed.trouble) this.#decide('kept the last good plan for now', trouble);
    followed.trouble = trouble;
  }

  /** Null when the edit is dealt with; else what went wrong, which says nothing about the plan. */
  async #takeUp(followed: Followed): Promise<string | null> {
    try {
      const fresh = await this.#load(followed);
      if (!this.#isOver()) this.#around.engine.revisePlan(fresh);
      return null;
    } catch (error) {
      if (!(error instanceof UserError)) return reasonOf(error);
      this.#decide('kept the last good plan', shorten(error.message));
      return null;
    }
  }

  /** The text once it does not change any more; null when it is as it was, or not there. */
  async #read(followed: Followed): Promise<string | null> {
    const file = join(this.#around.project.root, followed.path);
    for (;;) {
      const first = await readIfThere(file);
      if (first !== null && digestOf(first) === followed.digest) {
        followed.missed = 0;
        return null;
      }
      await delay(settleMs);
      const text = await readIfThere(file);
      if (text !== first) continue;
      followed.missed = text === null ? followed.missed + 1 : 0;
      // Editors that replace a file leave it out for a moment.
      if (followed.missed === 2) this.#decide('went on with the last good plan', `${followed.path} is gone`);
      return text;
    }
  }

  async #load({ name, path, forcedAgent }: Followed): Promise<RunPlan> {
    const { project, git, engine } = this.#around;
    const loaded = await loadPlan(project, path, project.root);
    requireSound(loaded);
    requireAgents(project, [loaded], forcedAgent);
    requireGatePrograms(project, [loaded]);
    const plan = engine.state.plans.get(name)?.plan;
    if (plan === undefined) throw new Error(`the run has no plan ${name}`);
    const { integrationBranch: branch, base, head } = plan;
    const names = landingNames(project.stateFolder);
    const landed = await landedTasksOf(git.history, { plan: name, base, names });
    const done = await doneByHand(project.stateFolder, git.history, { plan: name, tip: head });
    const landedBefore = withDone(landed, done);
    const named = { ...loaded, plan: { ...loaded.plan, name } };
    return toRunPlan(project, named, { branch, base, head, landedBefore, forcedAgent });
  }

  #decide(what: string, why: string): void {
    if (!this.#isOver()) this.#around.engine.record({ type: 'decisionMade', task: null, what, why });
  }

  /** A call, since the run may end during any `await`. */
  #isOver(): boolean {
    return this.#over;
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    // Gone, or a folder or something unreadable stands in its place.
    if (errorCode(error) !== undefined) return null;
    throw error;
  }
}

function shorten(message: string): string {
  const [first = '', ...more] = message.split('\n');
  return more.length === 0 ? first : `${first}; and ${String(more.length)} more`;
}
