import assert from 'node:assert/strict';
import type { Request } from 'playwright-core';
import { actionQuestions } from '../../src/shared/dashboard/actionWords.ts';
import { dashboardProtocol } from '../../src/shared/dashboard/messages.ts';
import { dashboardView, fixtureNow } from '../support/dashboardView.ts';
import { openDashboard, type DashboardPage } from './support/dashboardPage.ts';

const snapshot = {
  type: 'snapshot',
  protocol: dashboardProtocol,
  seq: 1,
  now: fixtureNow,
  readOnly: true,
  view: dashboardView(12),
};

describe('the dashboard outside of an editor', () => {
  let open: DashboardPage | null = null;

  afterEach(async () => {
    await open?.close();
    open = null;
  });

  it('shows the run that its file holds, where time stands still', async () => {
    const ref = 'auth/1.1';
    const detail = {
      ref,
      attempts: [],
      gates: [],
      files: ['src/kept.ts'],
      filesChanged: 1,
      activity: [],
      branch: null,
      worktree: null,
      request: null,
      actions: [],
    };
    const json = JSON.stringify({ ...snapshot, details: [detail] }).replaceAll('<', '\\u003c');
    open = await openDashboard({
      body: `<script type="application/json" id="tutti-snapshot">${json}</script>`,
    });
    const { page } = open;
    const before = await page.locator('.facts').innerText();
    await page.clock.runFor(60_000);
    assert.equal(await page.locator('.facts').innerText(), before);
    await page.locator('#tab-table').click();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Enter');
    assert.match(await page.locator('.drawer').innerText(), /src\/kept\.ts/);
    assert.equal(await page.getByRole('group', { name: 'Actions' }).count(), 0);
    assert.deepEqual(open.problems, []);
  });

  it('says that its file is damaged', async () => {
    open = await openDashboard({
      body: '<script type="application/json" id="tutti-snapshot">{"type":</script>',
    });
    assert.match(await open.page.locator('.problem').innerText(), /This file is damaged/);
  });

  it('listens to the web server’s stream, and posts what it has to say with its token', async () => {
    const posted: {
      readonly token: string | undefined;
      readonly page: string | null;
      readonly body: unknown;
    }[] = [];
    const streams: string[] = [];
    open = await openDashboard({
      body: '',
      address: 'http://dashboard.test/#token=secret%20word',
      routes: {
        events: (request) => {
          streams.push(new URL(request.url()).search);
          return {
            contentType: 'text/event-stream',
            body: `retry: 10\ndata: ${JSON.stringify({ ...snapshot, readOnly: false })}\n\n`,
          };
        },
        messages: (request) => {
          posted.push({
            token: request.headers()['authorization'],
            page: pageOf(request.url()),
            body: JSON.parse(request.postData() ?? 'null'),
          });
          return { status: 204 };
        },
      },
    });
    const { page } = open;
    await page.getByText('4 of 12 landed').waitFor();
    const isAsked = (request: Request) => request.postData()?.includes('pause') === true;
    const asked = page.waitForResponse((response) => isAsked(response.request()));
    await page.getByRole('button', { name: 'Pause' }).click();
    await asked;
    const [stream = ''] = streams;
    assert.match(stream, /^\?token=secret\+word&page=\w+$/);
    const [first] = posted;
    assert.deepEqual(first?.body, { type: 'ready', protocol: 1 });
    // The stand-in's stream ends at once, so that the page opens it again and again.
    assert.equal(
      posted.filter(({ body }) => JSON.stringify(body) === '{"type":"control","control":"pause"}').length,
      1,
    );
    for (const { token, page: of } of posted)
      assert.deepEqual([token, of], ['Bearer secret word', pageOf(stream)]);
  });

  it('listens only while somebody can see it, and gets a fresh snapshot after that', async () => {
    const streams: string[] = [];
    open = await openDashboard({
      body: '',
      routes: {
        events: (request) => {
          streams.push(request.url());
          return {
            contentType: 'text/event-stream',
            body: `retry: 10\ndata: ${JSON.stringify(snapshot)}\n\n`,
          };
        },
        messages: () => ({ status: 204 }),
      },
    });
    const { page } = open;
    const setHidden = (hidden: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await page.getByText('4 of 12 landed').waitFor();
    // The stand-in's stream ends at once: the page would open it again and again.
    await page.waitForRequest(/events/);
    await setHidden(true);
    // A request that was on its way has come before the answer to this one.
    await page.evaluate(() => fetch('main.css'));
    const before = streams.length;
    await page.clock.runFor(60_000);
    await page.evaluate(() => fetch('main.css'));
    assert.equal(streams.length, before);
    const again = page.waitForRequest(/events/);
    await setHidden(false);
    await again;
    assert.deepEqual(open.problems, []);
  });

  it('asks for an answer, and before what one click must not do, and sends nothing when there is none', async () => {
    const said: string[] = [];
    const ref = 'auth/1.1';
    const nothing = { attempts: [], gates: [], files: [], filesChanged: 0, activity: [] };
    const detail = {
      ...nothing,
      ref,
      branch: null,
      worktree: null,
      request: 'r1',
      actions: ['answer', 'skip'],
    };
    const stream = [
      { ...snapshot, readOnly: false },
      { type: 'detail', ref, detail },
    ];
    const body = `retry: 10\n${stream.map((message) => `data: ${JSON.stringify(message)}\n\n`).join('')}`;
    open = await openDashboard({
      body: '',
      routes: {
        events: () => ({ contentType: 'text/event-stream', body }),
        messages: (request) => {
          said.push(request.postData() ?? '');
          return { status: 204 };
        },
      },
    });
    const { page } = open;
    const answers: (string | undefined)[] = [undefined, 'the second', undefined, ''];
    const questions: string[] = [];
    page.on('dialog', (dialog) => {
      const answer = answers.shift();
      questions.push(dialog.message());
      void (answer === undefined ? dialog.dismiss() : dialog.accept(answer));
    });
    await page.locator('#tab-table').click();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Enter');
    const answer = page.getByRole('button', { name: 'Answer' });
    await answer.click();
    const posted = (part: string) =>
      page.waitForResponse((response) => response.request().postData()?.includes(part) === true);
    const second = posted('second');
    await answer.click();
    await second;
    const skip = page.getByRole('button', { name: 'Skip' });
    await skip.click();
    const skipped = posted('skip');
    await skip.click();
    await skipped;
    assert.deepEqual(questions, ['Your answer', 'Your answer', actionQuestions.skip, actionQuestions.skip]);
    const acts = said.filter((text) => text.includes('"act"')).map((text) => JSON.parse(text) as unknown);
    assert.deepEqual(acts, [
      { type: 'act', action: 'answer', ref, request: 'r1', answer: 'the second' },
      { type: 'act', action: 'skip', ref, request: 'r1' },
    ]);
  });

  it('says what to do where the server does not let it in', async () => {
    open = await openDashboard({
      body: '',
      routes: { events: () => ({ status: 401 }), messages: () => ({ status: 401 }) },
    });
    await open.page
      .locator('.problem', { hasText: 'open the address that `tutti dashboard` prints.' })
      .waitFor();
  });
});

function pageOf(address: string): string | null {
  return new URL(address, 'http://dashboard.test').searchParams.get('page');
}
