import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openDashboard } from '../../../src/app/openDashboard.ts';
import { openProject } from '../../../src/app/openProject.ts';
import type { Project } from '../../../src/app/project.ts';
import type { DashboardServer } from '../../../src/adapters/web/dashboardServer.ts';
import { startTutti, tutti } from '../../support/commandLine.ts';
import { ask, listenTo, standInPage, type ListeningPage } from '../../support/dashboardClient.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import { until } from '../../support/until.ts';

describe('A served dashboard', function () {
  this.timeout(60_000);
  let repo: GitRepo;
  let project: Project;
  let pageFolder: string;
  let server: DashboardServer;
  const reports: string[] = [];
  const pages: ListeningPage[] = [];

  async function open(allowActions = false): Promise<void> {
    server = await openDashboard(project, {
      port: null,
      token: null,
      allowActions,
      pageFolder,
      report: (message) => reports.push(message),
    });
  }

  async function listen(id?: string): Promise<ListeningPage> {
    const page = await listenTo(server, id);
    pages.push(page);
    return page;
  }

  beforeEach(async () => {
    repo = createGitRepo();
    const scenario = join(repo.root, 'scenario.json');
    const steps = [
      { do: 'waitFor', path: join(repo.root, 'go') },
      { do: 'write', path: 'a1.txt', text: 'one' },
    ];
    writeFileSync(scenario, JSON.stringify({ tasks: { A1: [{ steps }] } }));
    repo.commit({
      'tutti.json': JSON.stringify({
        agent: 'script',
        agents: { script: { adapter: 'script', args: [scenario] } },
      }),
      'plan.md': '# Plan\n\n- [ ] A1 One\n- [ ] A2 <script>alert(1)</script> (depends: A1)\n',
    });
    project = await openProject(repo.folder);
    pageFolder = standInPage(repo.root);
  });

  afterEach(async () => {
    for (const page of pages.splice(0)) page.close();
    await server.close();
    repo.dispose();
    assert.deepEqual(reports.splice(0), []);
  });

  /** Plays the plan to its end. */
  async function play(): Promise<void> {
    writeFileSync(join(repo.root, 'go'), '');
    assert.equal((await tutti(repo.folder, ['run', 'plan.md'])).code, 0);
  }

  describe('before the first run', () => {
    it('shows the plans', async () => {
      await open();
      const page = await listen();
      const { view, seq, readOnly } = await page.heard('snapshot');
      assert.deepEqual(
        [view.header.run, view.header.state, view.tasks.map(({ ref }) => ref), seq, readOnly],
        [null, 'idle', ['plan/A1', 'plan/A2'], 1, true],
      );
      assert.deepEqual(
        view.forecast?.tasks.map(({ ref }) => ref),
        ['plan/A1', 'plan/A2'],
      );
    });

    it('gives the page a nonce of its own each time, and forbids everything else', async () => {
      await open();
      const { port, token } = server;
      const first = await ask(port, `/?token=${token}`);
      const second = await ask(port, `/?token=${token}`);
      const policy = String(first.headers['content-security-policy']);
      const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
      assert.match(policy, /^default-src 'none'/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.ok(first.text.includes(`<script src="main.js" nonce="${nonce}"></script>`));
      assert.doesNotMatch(first.text, / on\w+=/);
      assert.ok(!second.text.includes(nonce));
      assert.deepEqual(
        ['x-content-type-options', 'referrer-policy', 'cache-control', 'set-cookie'].map(
          (name) => first.headers[name],
        ),
        ['nosniff', 'no-referrer', 'no-store', undefined],
      );
    });

    it('serves the files of the page, and nothing else from the disk', async () => {
      await open();
      const { port, token } = server;
      const script = await ask(port, '/main.js');
      assert.deepEqual(
        [script.status, script.headers['content-type']],
        [200, 'text/javascript; charset=utf-8'],
      );
      for (const path of ['/notes.txt', '/../plan.md', '/%2e%2e/plan.md', '/page/main.js', '//main.js'])
        assert.equal((await ask(port, `${path}?token=${token}`)).status, 404, path);
    });

    const own = (port: number): string => `http://127.0.0.1:${port}`;
    interface Refusal {
      readonly what: string;
      readonly status: number;
      readonly path: string;
      readonly method?: string;
      readonly headers?: (port: number) => Readonly<Record<string, string>>;
      readonly body?: string;
    }
    const refused: readonly Refusal[] = [
      { what: 'a page without a token', status: 401, path: '/' },
      { what: 'a page with a wrong token', status: 401, path: '/?token=guess' },
      { what: 'the stream without a token', status: 401, path: '/events' },
      { what: 'figures without a token', status: 401, path: '/metrics' },
      {
        what: 'a foreign name of this machine',
        status: 403,
        path: '/?token=TOKEN',
        headers: () => ({ Host: 'evil.example' }),
      },
      {
        what: 'a foreign port in its name',
        status: 403,
        path: '/?token=TOKEN',
        headers: () => ({ Host: '127.0.0.1:1' }),
      },
      {
        what: 'a stream for a foreign page',
        status: 403,
        path: '/events?token=TOKEN',
        headers: () => ({ Origin: 'http://evil.example' }),
      },
      {
        what: 'a stream for a foreign page that keeps quiet',
        status: 403,
        path: '/events?token=TOKEN',
        headers: () => ({ 'Sec-Fetch-Site': 'cross-site' }),
      },
      {
        what: 'a message of a foreign page',
        status: 403,
        path: '/messages?token=TOKEN',
        method: 'POST',
        headers: () => ({ Origin: 'http://evil.example' }),
      },
      {
        what: 'a message that does not say where it is from',
        status: 403,
        path: '/messages?token=TOKEN',
        method: 'POST',
      },
      {
        what: 'a message without a token',
        status: 401,
        path: '/messages',
        method: 'POST',
        headers: (port) => ({ Origin: own(port) }),
        body: '{}',
      },
      {
        what: 'a message that is too long',
        status: 413,
        path: '/messages?token=TOKEN',
        method: 'POST',
        headers: (port) => ({ Origin: own(port) }),
        body: 'x'.repeat(65 * 1024),
      },
      {
        what: 'a message that is no JSON',
        status: 400,
        path: '/messages?token=TOKEN',
        method: 'POST',
        headers: (port) => ({ Origin: own(port) }),
        body: '{',
      },
      { what: 'a message by GET', status: 403, path: '/messages?token=TOKEN' },
      { what: 'a page by DELETE', status: 405, path: '/?token=TOKEN', method: 'DELETE' },
      { what: 'what is not there', status: 404, path: '/status.json?token=TOKEN' },
    ];
    for (const { what, status, path, method = 'GET', headers = () => ({}), body } of refused) {
      it(`refuses in one sentence: ${what}`, async () => {
        await open();
        const { port, token } = server;
        const given = { method, headers: headers(port), ...(body === undefined ? {} : { body }) };
        const answer = await ask(port, path.replace('TOKEN', token), given);
        assert.equal(answer.status, status);
        assert.match(answer.text, /^[A-Z/][^\n]+\.\n$/);
        assert.ok(!answer.text.includes(token));
      });
    }

    it('lets 32 pages listen', async () => {
      await open();
      for (let index = 0; index < 32; index += 1) await listen(`p${index}`);
      const { port, token } = server;
      assert.equal((await ask(port, `/events?token=${token}`)).status, 503);
    });

    it('says so when it was told something that it does not know', async () => {
      await open();
      const page = await listen();
      await ask(server.port, '/messages?page=test', {
        method: 'POST',
        headers: { Origin: own(server.port), Authorization: `Bearer ${server.token}` },
        body: '{"type":"format the disk"}',
      });
      await page.heard('notice');
    });
  });

  it('refuses a port that is in use, and names it', async () => {
    await open();
    const taken: Server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const options = { port, token: null, allowActions: false, pageFolder, report: () => undefined };
    await assert.rejects(openDashboard(project, options), {
      name: 'UserError',
      exitCode: 2,
      message: `Port ${port} is in use: name another one, or leave --port out to get a free one.`,
    });
    taken.close();
  });

  it('follows a run as it goes, steers it when it may, and shows the next one', async () => {
    await open(true);
    const page = await listen();
    const other = await listen('other');
    await page.heard('snapshot');
    const run = startTutti(repo.folder, ['run', 'plan.md']);
    const { view } = await page.heard('snapshot', ({ view: { header } }) => header.run !== null);
    assert.equal(view.tasks.length, 2);

    await page.say({ type: 'control', control: 'pause' });
    const state = await page.heard('patch', ({ patch }) => patch.header?.state === 'paused');
    assert.ok(state.seq > 1);
    await page.say({ type: 'control', control: 'resume' });
    await page.heard('patch', ({ patch }) => patch.header?.state === 'running');

    await page.say({ type: 'act', action: 'skip', ref: 'plan/A9', request: null });
    const { text } = await page.heard('notice');
    assert.match(text, /^Nothing was done: .*A9/);

    await page.say({ type: 'detail', ref: 'plan/A1' });
    const { detail } = await page.heard('detail');
    assert.ok(detail !== null);
    assert.match(detail.branch ?? '', /^tutti\/plan\/A1/);
    // In a browser there is no terminal to show.
    assert.equal(detail.actions.includes('showTerminal'), false);
    assert.deepEqual(
      other.messages.filter(({ type }) => type === 'detail' || type === 'notice'),
      [],
    );

    writeFileSync(join(repo.root, 'go'), '');
    assert.equal((await run.ended).code, 0);
    await page.heard('patch', ({ patch }) => patch.header?.state === 'done');
    const seqs = page.messages.flatMap((message) => ('seq' in message ? [message.seq] : []));
    assert.deepEqual(
      seqs,
      seqs.map((_, index) => index + 1),
    );

    await page.say({ type: 'control', control: 'resume' });
    await page.heard('notice', (notice) => notice.text.includes('tutti resume goes on with it'));
  });

  it('shows a run that is over, and the same figures to Prometheus', async () => {
    await play();
    await open();
    const page = await listen();
    const { view } = await page.heard('snapshot', (message) => message.view.header.run !== null);
    assert.deepEqual([view.header.state, view.header.landed], ['done', 2]);
    const { port, token } = server;
    const headers = { Authorization: `Bearer ${token}` };
    const { text, headers: sent } = await ask(port, '/metrics', { headers });
    assert.equal(sent['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
    assert.match(text, /^tutti_tasks\{state="landed"\} 2$/m);
    assert.match(text, /^tutti_run_state\{state="done"\} 1$/m);
    assert.match(text, new RegExp(`^tutti_cost_usd_total ${view.header.costUsd}$`, 'm'));
  });

  it('does nothing when it only shows, and says so', async () => {
    await play();
    await open();
    const page = await listen();
    await page.heard('snapshot', (message) => message.view.header.run !== null);
    await page.say({ type: 'act', action: 'retry', ref: 'plan/A1', request: null });
    const { text } = await page.heard('notice');
    assert.equal(text, 'Nothing was done: this page only shows.');
    await page.say({ type: 'detail', ref: 'plan/A1' });
    assert.deepEqual((await page.heard('detail')).detail?.actions, []);
  });

  it('says nothing of a page that goes in the middle of a message', async () => {
    await open();
    const { port, token } = server;
    const socket = connect(port, '127.0.0.1');
    const head = [
      'POST /messages?page=test HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      `Origin: http://127.0.0.1:${port}`,
      `Authorization: Bearer ${token}`,
      'Content-Length: 100',
      'Expect: 100-continue',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await once(socket, 'data');
    socket.write('{"type"');
    socket.destroy();
    await once(socket, 'close');
    assert.equal((await ask(port, `/?token=${token}`)).status, 200);
  });

  it('lets its pages go when it is closed', async () => {
    await open();
    const page = await listen();
    await server.close();
    await until(() => page.isClosed(), 'the end of the stream');
  });

  it('shows the plans, and what is the matter, when the journal is damaged', async () => {
    await play();
    const { latest } = await latestRun();
    appendFileSync(latest, '{"seq":9999,"at":1,"generation":1,"type":"runPaused"}\n');
    await open();
    const page = await listen();
    const { view } = await page.heard('snapshot');
    assert.equal(view.header.run, null);
    assert.match((await page.heard('notice')).text, /is damaged at event/);
  });

  async function latestRun(): Promise<{ readonly latest: string }> {
    const { stdout } = await tutti(repo.folder, ['status', '--json']);
    const { run } = JSON.parse(stdout) as { readonly run: string };
    return { latest: join(repo.folder, '.tutti', 'runs', run, 'journal.ndjson') };
  }
});
