import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { DashboardFeed, type FeedPage } from '../../../src/app/dashboardFeed.ts';
import type { LoadedPlan, Project, RunHandle } from '../../../src/app/project.ts';
import { checkPlan } from '../../../src/core/graph/checkPlan.ts';
import { UserError } from '../../../src/core/base/userError.ts';
import type { JournalEvent, RunEvent } from '../../../src/core/engine/events.ts';
import { toStatus } from '../../../src/core/projections/status.ts';
import { dashboardProtocol, type HostMessage } from '../../../src/shared/dashboard/messages.ts';
import type { RunCommandBody } from '../../../src/shared/command.ts';
import type { RunStatus } from '../../../src/shared/status.ts';
import { settled, VirtualClock } from '../../support/engine/virtualClock.ts';
import { Story } from '../../support/engine/journal.ts';
import { plan, task } from '../../support/engine/plans.ts';

describe('The feed of a dashboard', () => {
  let folder: string;
  let clock: VirtualClock;
  let feed: DashboardFeed;
  let heard: HostMessage[];
  let page: FeedPage;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-feed-'));
    clock = new VirtualClock();
    open();
  });

  afterEach(() => {
    feed.dispose();
    rmSync(folder, { recursive: true });
  });

  function open(options: Partial<ConstructorParameters<typeof DashboardFeed>[0]> = {}): void {
    feed = new DashboardFeed({ project: projectIn(folder), readOnly: false, clock, ...options });
    heard = [];
    page = feed.open((message) => heard.push(message));
  }

  const ready = () => page.take({ type: 'ready', protocol: dashboardProtocol });

  /** Lets this much time pass. */
  async function pass(ms: number): Promise<void> {
    const mark = { reached: false };
    clock.at(clock.now() + ms, () => (mark.reached = true));
    while (!mark.reached) {
      await settled();
      clock.step();
    }
    await settled();
  }

  const told = () =>
    heard.map((message) => ('seq' in message ? `${message.type} ${message.seq}` : message.type));

  it('says nothing before the page is ready, then all at once', async () => {
    feed.showRun(new StandInRun());
    await pass(1_000);
    assert.deepEqual(told(), []);
    await ready();
    await pass(0);
    assert.deepEqual(told(), ['snapshot 1']);
  });

  it('tells of changes at most four times a second', async () => {
    const run = new StandInRun();
    feed.showRun(run);
    await ready();
    await pass(1_000);
    heard.length = 0;
    for (let step = 0; step < 100; step += 1) {
      run.tell({ type: 'decisionMade', task: null, what: `step ${step}`, why: 'why' });
      await pass(10);
    }
    assert.ok(heard.length >= 3 && heard.length <= 5, String(heard.length));
    assert.deepEqual([...new Set(heard.map(({ type }) => type))], ['patch']);
  });

  it('sends nothing to a hidden page, and a fresh snapshot when it is shown again', async () => {
    const run = new StandInRun();
    feed.showRun(run);
    await ready();
    await pass(1_000);
    page.setVisible(false);
    run.start();
    await pass(1_000);
    assert.deepEqual(told(), ['snapshot 1']);
    page.setVisible(true);
    await pass(1_000);
    assert.deepEqual(told(), ['snapshot 1', 'snapshot 2']);
    const { view } = heard.at(-1) as Extract<HostMessage, { type: 'snapshot' }>;
    assert.equal(view.tasks[0]?.state, 'preparing');
  });

  it('starts over when a page has missed something', async () => {
    feed.showRun(new StandInRun());
    await ready();
    await pass(1_000);
    await page.take({ type: 'resync' });
    await pass(1_000);
    assert.deepEqual(told(), ['snapshot 1', 'snapshot 2']);
  });

  it('counts for each page by itself', async () => {
    const run = new StandInRun();
    feed.showRun(run);
    await ready();
    await pass(1_000);
    run.start();
    await pass(1_000);
    const late: HostMessage[] = [];
    const other = feed.open((message) => late.push(message));
    await other.take({ type: 'ready', protocol: dashboardProtocol });
    await pass(1_000);
    run.tell({ type: 'taskSkipped', task: 'p/1' });
    await pass(1_000);
    assert.deepEqual(told(), ['snapshot 1', 'patch 2', 'patch 3']);
    assert.deepEqual(
      late.map((message) => ('seq' in message ? message.seq : 0)),
      [1, 2],
    );
  });

  it('goes on with another run by a snapshot, and lets go of the one before', async () => {
    const first = new StandInRun();
    feed.showRun(first);
    await ready();
    await pass(1_000);
    feed.showRun(new StandInRun());
    await pass(1_000);
    assert.deepEqual(told(), ['snapshot 1', 'snapshot 2']);
    assert.equal(first.listeners, 0);
  });

  it('waits for the first status of a run that has just been made', async () => {
    const run = new StandInRun();
    run.hasStatus = false;
    feed.showRun(run);
    await ready();
    await pass(1_000);
    assert.deepEqual(told(), []);
    run.hasStatus = true;
    run.touch();
    await pass(1_000);
    assert.deepEqual(told(), ['snapshot 1']);
  });

  it('says once what is the matter with a run without a status that nobody plays', async () => {
    const run = new StandInRun();
    run.hasStatus = false;
    run.owned = false;
    feed.showRun(run);
    await ready();
    await pass(1_000);
    run.touch();
    await pass(1_000);
    assert.deepEqual(heard, [{ type: 'notice', text: 'no status yet' }]);
    feed.showRun(new StandInRun());
    await pass(1_000);
    assert.deepEqual(told(), ['notice', 'snapshot 1']);
  });

  it('carries what a page does to the run, by the rules of the command line', async () => {
    const run = new StandInRun();
    feed.showRun(run);
    await ready();
    for (const action of [
      'run',
      'retry',
      'skip',
      'cancel',
      'markDone',
      'hold',
      'release',
      'landNow',
    ] as const)
      await page.take({ type: 'act', action, ref: 'p/1', request: null });
    const request = 'r7';
    await page.take({ type: 'act', action: 'approve', ref: 'p/1', request });
    await page.take({ type: 'act', action: 'deny', ref: 'p/1', request });
    await page.take({ type: 'act', action: 'answer', ref: 'p/1', request, answer: 'the second' });
    assert.deepEqual(run.commands, [
      { type: 'select', tasks: ['p/1'] },
      { type: 'retry', task: 'p/1', note: null },
      { type: 'skip', task: 'p/1' },
      { type: 'cancel', task: 'p/1' },
      { type: 'markDone', task: 'p/1' },
      { type: 'hold', task: 'p/1' },
      { type: 'release', task: 'p/1' },
      { type: 'landNow', task: 'p/1' },
      { type: 'approve', task: 'p/1', forRun: false, request },
      { type: 'deny', task: 'p/1', request },
      { type: 'answer', task: 'p/1', answer: 'the second', request },
    ]);
    assert.deepEqual(
      heard.filter(({ type }) => type === 'notice'),
      [],
    );
  });

  it('says why the run did not do something', async () => {
    const run = new StandInRun();
    run.refusal = '1 is landed already';
    feed.showRun(run);
    await ready();
    await page.take({ type: 'act', action: 'skip', ref: 'p/1', request: null });
    assert.deepEqual(heard, [{ type: 'notice', text: 'Nothing was done: 1 is landed already.' }]);
  });

  it('refuses everything that changes something when it only shows', async () => {
    open({ readOnly: true });
    const run = new StandInRun();
    feed.showRun(run);
    await ready();
    await page.take({ type: 'act', action: 'skip', ref: 'p/1', request: null });
    await page.take({ type: 'control', control: 'stop' });
    assert.deepEqual(run.commands, []);
    assert.deepEqual(
      heard.map((message) => ('text' in message ? message.text : '')),
      ['Nothing was done: this page only shows.', 'Nothing was done: this page only shows.'],
    );
  });

  it('leaves what is done to a host that has its own ways', async () => {
    const asked: string[] = [];
    const saved: string[] = [];
    open({
      host: {
        act: async ({ action, ref, request }) => {
          asked.push(`${action} ${ref} ${request ?? ''}`);
          return null;
        },
        control: async (control) => `No plan is open to ${control}.`,
        save: async ({ name }) => {
          saved.push(name);
          return null;
        },
      },
    });
    feed.showRun(new StandInRun());
    await ready();
    await page.take({ type: 'act', action: 'showTerminal', ref: 'p/1', request: 'r7' });
    await page.take({ type: 'control', control: 'run' });
    await page.take({ type: 'save', name: 'cost', kind: 'csv', text: '1' });
    assert.deepEqual([asked, saved], [['showTerminal p/1 r7'], ['cost']]);
    assert.deepEqual(heard, [{ type: 'notice', text: 'No plan is open to run.' }]);
  });

  it('offers to start a run only where that can be done', async () => {
    const controls = () =>
      heard.map((message) => (message.type === 'snapshot' ? message.view.header.controls : null));
    feed.showPlans({ plans: [loaded], project: null });
    await ready();
    await pass(1_000);
    assert.deepEqual(controls(), [[]]);
    open({ host: { control: async () => null } });
    feed.showPlans({ plans: [loaded], project: null });
    await ready();
    await pass(1_000);
    assert.deepEqual(controls(), [['run']]);
  });

  it('offers to go on with an ended run only where that can be done', async () => {
    const controls = async () => {
      const run = new StandInRun();
      run.tell({ type: 'runStopped', reason: 'a person said so' });
      feed.showRun(run);
      await ready();
      await pass(1_000);
      return heard.map((message) => (message.type === 'snapshot' ? message.view.header.controls : null));
    };
    assert.deepEqual(await controls(), [[]]);
    open({ host: { control: async () => null } });
    assert.deepEqual(await controls(), [['resume', 'run']]);
  });

  it('says with each snapshot why there is no more to see', async () => {
    feed.showPlans({ plans: [loaded], project: null }, 'The journal is damaged.');
    await ready();
    await pass(1_000);
    assert.deepEqual(heard.at(-1), { type: 'notice', text: 'The journal is damaged.' });
  });

  it('tells of an edited plan by what it changed', async () => {
    const project = null;
    feed.showPlans({ plans: [loaded], project });
    await ready();
    await pass(1_000);
    feed.showPlans({ plans: [loaded], project });
    await pass(2_000);
    assert.deepEqual(told(), ['snapshot 1']);
    const edited = text.replace('- [ ]', '- [x]');
    feed.showPlans({ plans: [checkPlan(edited, { path: 'plan.md', names })], project });
    await pass(2_000);
    assert.deepEqual(told(), ['snapshot 1', 'patch 2']);
    const { patch } = heard.at(-1) as Extract<HostMessage, { type: 'patch' }>;
    assert.deepEqual(Object.keys(patch), ['header', 'structure', 'tasks']);
  });

  it('answers what it does not know with a sentence', async () => {
    feed.showRun(new StandInRun());
    for (const said of [null, 'x', { type: 'launch' }, { type: 'act' }]) await page.take(said);
    assert.deepEqual(
      heard.map(({ type }) => type),
      ['notice', 'notice', 'notice', 'notice'],
    );
  });

  it('knows no task that is not there', async () => {
    feed.showRun(new StandInRun());
    await ready();
    await page.take({ type: 'detail', ref: 'p/9' });
    assert.deepEqual(heard, [{ type: 'detail', ref: 'p/9', detail: null }]);
  });
});

/** A run of one task, `p/1`, of which things are told. */
class StandInRun implements RunHandle {
  readonly run = 'run';
  owned = true;
  readonly commands: RunCommandBody[] = [];
  hasStatus = true;
  refusal: string | null = null;
  readonly #story = new Story([plan([task('1')])]);
  readonly #listeners = new Set<(event: JournalEvent) => void>();
  readonly #changes = new Set<() => void>();

  get listeners(): number {
    return this.#changes.size + this.#listeners.size;
  }

  tell(event: RunEvent): void {
    this.#story.given(event);
    const told = this.#story.journal.at(-1);
    if (told !== undefined) for (const listener of this.#listeners) listener(told);
    this.touch();
  }

  start(): void {
    this.tell({ type: 'attemptStarted', task: 'p/1', attempt: 1, cause: 'first', slot: 's' });
  }

  /** Says that something has changed. */
  touch(): void {
    for (const listener of this.#changes) listener();
  }

  status(): RunStatus {
    if (!this.hasStatus) throw new UserError('no status yet');
    return toStatus(this.#story.state, {
      now: 0,
      version: 1,
      live: new Map(),
      queueSteps: new Map(),
      runningGates: new Map(),
      worktreeOf: (slot) => slot,
      etaAt: null,
    });
  }

  onEvent(listener: (event: JournalEvent) => void): () => void {
    for (const event of this.#story.journal) listener(event);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onChange(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  async command(body: RunCommandBody): ReturnType<RunHandle['command']> {
    this.commands.push(body);
    return this.refusal === null ? { ok: true } : { ok: false, reason: this.refusal };
  }

  whenOver(): never {
    throw new Error('nobody asks');
  }

  async dispose(): Promise<void> {}
  async detach(): Promise<void> {}
}

const text = '# Plan\n\n- [ ] 1 One\n';
const names = { agents: ['claude'], pools: ['default'], skills: null };
const loaded: LoadedPlan = { text, ...checkPlan(text, { path: 'plan.md', names }) };

function projectIn(folder: string): Project {
  return { root: folder, stateFolder: join(folder, '.tutti') } as Project;
}
