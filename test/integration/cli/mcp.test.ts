import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createCliRig, type CliRig } from '../../support/cliRig.ts';
import { startMcp, type McpClient } from '../../support/mcpClient.ts';
import { until } from '../../support/until.ts';

const plan = ['# Auth', '', '- [ ] A1 One', '- [ ] A2 Two (depends: A1)', ''].join('\n');

describe('tutti mcp', function () {
  this.timeout(120_000);
  let rig: CliRig;
  let clients: McpClient[];

  beforeEach(() => {
    rig = createCliRig({
      'tutti.json': JSON.stringify({ agent: 'script' }),
      'plans/auth.md': plan,
      'more/other.md': '# Other\n\n- [ ] B1 Beside\n',
    });
    clients = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    rig.dispose();
  });

  async function connect(env: Readonly<Record<string, string>> = {}, protocol?: string): Promise<McpClient> {
    const scenario = join(rig.repo.root, 'scenario.json');
    const client = await startMcp(rig.repo.folder, { TUTTI_SCENARIO: scenario, ...env }, protocol);
    clients.push(client);
    return client;
  }

  /** A1 counts its attempts in a file and waits for the file that is returned. */
  function hold(): { readonly go: string; readonly attempts: () => number } {
    const [go, count] = [join(rig.repo.root, 'go'), join(rig.repo.root, 'count')];
    rig.scenario({
      A1: [
        {
          steps: [
            { do: 'append', path: count, text: 'x' },
            { do: 'waitFor', path: go },
            { do: 'write', path: 'a.txt', text: 'a' },
          ],
        },
      ],
    });
    return { go, attempts: () => (existsSync(count) ? readFileSync(count, 'utf8').length : 0) };
  }

  /** Asks until the run is in that state, and its file says so too. */
  async function untilRun(state: string, { call }: McpClient): Promise<void> {
    const deadline = performance.now() + 30_000;
    for (;;) {
      const { text } = await call('tutti_planStatus');
      if (text.startsWith('Run ') && text.split('\n')[0]?.includes(`: ${state};`) === true) break;
      if (performance.now() > deadline) throw new Error(`waited in vain for ${state}: ${text}`);
    }
    await until(() => rig.status().state === state, `status.json to say ${state}`);
  }

  it('offers tools that say whether they read, change or interrupt, and what they take', async () => {
    const { client } = await connect();
    const { tools } = await client.listTools();
    const looks = tools.map(({ name, annotations }) => {
      const { readOnlyHint, destructiveHint, openWorldHint } = annotations ?? {};
      return [name, readOnlyHint, destructiveHint, openWorldHint].join(' ');
    });
    assert.deepEqual(looks, [
      'tutti_planStatus true false false',
      'tutti_tasks true false false',
      'tutti_why true false false',
      'tutti_diagnostics true false false',
      'tutti_run false false true',
      'tutti_resume false false true',
      'tutti_pause false false false',
      'tutti_stop false true false',
      'tutti_retry false false true',
      'tutti_skip false true false',
      'tutti_send false false false',
    ]);
    assert.deepEqual(tools.find(({ name }) => name === 'tutti_skip')?.inputSchema.required, ['task']);
    assert.match(client.getInstructions() ?? '', /tutti:\/\/plan-grammar/);
  });

  it('plays a plan to its end, tells where it stands, and prints nothing but the protocol', async () => {
    const { go, attempts } = hold();
    const client = await connect();
    const { call, noise, read } = client;
    assert.match((await call('tutti_planStatus')).text, /^No run yet\.\n\nplans\/auth\.md: 0 of 2 done/);
    const started = await call('tutti_run');
    assert.equal(started.isError, false, started.text);
    assert.match(started.text, /plans\/auth\.md \(tasks: 2\) lands on tutti\/auth\/integration; no gate/);
    assert.match(started.text, /goes on while this session lasts.*tutti resume/);
    await until(() => attempts() === 1, 'the agent of A1');
    const [tasks, why] = [
      await call('tutti_tasks', { states: ['pending'] }),
      await call('tutti_why', { task: 'A2' }),
    ];
    assert.equal(tasks.text, 'auth/A2 Two: pending, waits for A1');
    assert.match(why.text, /It waits for:\n- auth\/A1 One: running, by script/);
    writeFileSync(go, '');
    await untilRun('done', client);
    assert.match(
      (await call('tutti_planStatus', { plan: 'auth' })).text,
      /: done; as of .*\n\n.*2 of 2 done/,
    );
    const status: unknown = JSON.parse(await read('tutti://status'));
    assert.ok(typeof status === 'object' && status !== null && 'schema' in status && status.schema === 1);
    assert.deepEqual(noise, []);
  });

  it('plays some tasks of a plan only', async () => {
    const client = await connect();
    const started = await client.call('tutti_run', { tasks: ['A1'] });
    assert.equal(started.isError, false, started.text);
    await untilRun('done', client);
    assert.deepEqual(
      rig.status().tasks.map(({ id, state }) => `${id} ${state}`),
      ['A1 landed', 'A2 pending'],
    );
  });

  it('lets go of the run when the session ends; the next session takes it up, and no agent starts twice', async () => {
    const { go, attempts } = hold();
    const first = await connect();
    await first.call('tutti_run');
    await until(() => attempts() === 1, 'the agent of A1');
    await first.close();
    assert.equal(rig.tutti(['status']).stdout.includes('stopped'), true);
    const second = await connect();
    assert.match((await second.call('tutti_pause')).text, /No run is going on in this repository/);
    const resumed = await second.call('tutti_resume');
    assert.match(resumed.text, /goes on while this session lasts/);
    writeFileSync(go, '');
    await untilRun('done', second);
    assert.equal(attempts(), 1);
    assert.deepEqual(
      rig.status().tasks.map(({ state }) => state),
      ['landed', 'landed'],
    );
  });

  it('hands a plan to the process that owns the repository, and steers its run', async () => {
    const { go, attempts } = hold();
    rig.start(['run', 'plans/auth.md', '--no-watch']);
    await until(() => attempts() === 1, 'the agent of A1');
    const client = await connect();
    const { call } = client;
    const joined = await call('tutti_run', { plans: ['more/other.md'] });
    assert.match(joined.text, /Another process plays it, and goes on without this session/);
    assert.equal((await call('tutti_pause')).text, 'The run is paused.');
    assert.match((await call('tutti_resume')).text, /^Run .* is running\./);
    assert.equal((await call('tutti_skip', { task: 'A2' })).text, 'A2 is skipped.');
    assert.equal((await call('tutti_send', { task: 'A1', text: 'Mind the gap' })).text, 'Said to A1.');
    writeFileSync(go, '');
    await untilRun('done', client);
    assert.deepEqual(
      rig.status().tasks.map(({ id, state }) => `${id} ${state}`),
      ['A1 landed', 'A2 skipped', 'B1 landed'],
    );
  });

  it('stops a run, and tries a task again with a note that its agent gets', async () => {
    const note = join(rig.repo.root, 'note');
    rig.scenario({
      A1: [
        {
          when: 'use the other file',
          steps: [
            { do: 'write', path: note, text: 'heard' },
            { do: 'write', path: 'a.txt', text: 'a' },
          ],
        },
        { steps: [{ do: 'run', command: ['false'] }] },
      ],
    });
    const client = await connect();
    const { call } = client;
    await call('tutti_run');
    await untilRun('failed', client);
    assert.match((await call('tutti_why', { task: 'A2' })).text, /- auth\/A1 One: failed/);
    const retried = await call('tutti_retry', { task: 'A1', note: 'use the other file' });
    assert.match(retried.text, /^A1 is tried once more once the run .* goes on/);
    await call('tutti_resume');
    await until(() => existsSync(note), 'the second attempt');
    await untilRun('done', client);
    assert.equal((await call('tutti_stop')).isError, true);
  });

  it('stops a run: its agents are interrupted, and a resume goes on', async () => {
    const { go, attempts } = hold();
    const client = await connect();
    const { call } = client;
    await call('tutti_run');
    await until(() => attempts() === 1, 'the agent of A1');
    assert.match((await call('tutti_stop')).text, /all work is kept/);
    await untilRun('stopped', client);
    writeFileSync(go, '');
    await call('tutti_resume');
    await untilRun('done', client);
    assert.equal(attempts(), 2);
  });

  it('checks plans: all of the repository, a file, or a text that is in no file yet', async () => {
    const { call } = await connect();
    assert.equal((await call('tutti_diagnostics')).text, 'plans/auth.md: no problems (tasks: 2, phases: 1).');
    assert.match(
      (await call('tutti_diagnostics', { path: 'more/other.md' })).text,
      /^more\/other\.md: no problems/,
    );
    const text = '- [ ] 1.1 One (depends: 1.9)\n';
    assert.match(
      (await call('tutti_diagnostics', { text })).text,
      /^plan\.md:1:\d+: error plan\/unknown-dependency/,
    );
    assert.equal(existsSync(join(rig.repo.folder, '.tutti')), false);
  });

  it('answers with one sentence where something can not be done', async () => {
    const { call } = await connect();
    const asked = [
      await call('tutti_pause'),
      await call('tutti_run', { plans: ['none.md'] }),
      await call('tutti_why', { task: 'Z9' }),
      await call('tutti_planStatus', { plan: 'nobody' }),
    ];
    assert.deepEqual(asked, [
      { isError: true, text: 'There is no run in this repository yet. Start one with tutti run PLAN.' },
      { isError: true, text: "The plan none.md can't be read: there is no such file." },
      { isError: true, text: 'There is no task Z9.' },
      { isError: true, text: 'There is no plan nobody; there are auth.' },
    ]);
    assert.equal((await call('tutti_skip', { tasks: 'A1' })).isError, true);
  });

  it('is there in a folder without a repository, and says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tutti-mcp-'));
    try {
      const client = await startMcp(folder);
      clients.push(client);
      const { isError, text } = await client.call('tutti_planStatus');
      assert.deepEqual([isError, /git repository/.test(text)], [true, true], text);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('gives the plan grammar as a resource, in the present revision of the protocol as well', async () => {
    const { client, read, call } = await connect({}, '2026-07-28');
    const { resources } = await client.listResources();
    assert.deepEqual(
      resources.map(({ uri }) => uri),
      ['tutti://plan-grammar', 'tutti://status'],
    );
    assert.match(await read('tutti://plan-grammar'), /^# Writing a plan\n/);
    assert.match((await call('tutti_tasks')).text, /^auth\/A1 One: ready$/m);
  });

  it('lets an agent that is part of a run look only', async () => {
    const { client } = await connect({ TUTTI_ATTEMPT: 'run/auth/A1/1' });
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ annotations }) => annotations?.readOnlyHint),
      [true, true, true, true],
    );
  });
});
