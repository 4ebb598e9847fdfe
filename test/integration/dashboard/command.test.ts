import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { startTutti, tutti, type StartedCommand } from '../../support/commandLine.ts';
import { ask } from '../../support/dashboardClient.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';

/** The page is the one that was built. */
describe('tutti dashboard', function () {
  this.timeout(60_000);
  let repo: GitRepo;
  const started: StartedCommand[] = [];

  before(() => {
    repo = createGitRepo();
    repo.commit({ 'tutti.json': '{ "agent": "script" }', 'plan.md': '# Plan\n\n- [ ] A1 One\n' });
  });

  afterEach(async () => {
    for (const command of started.splice(0)) {
      command.kill('SIGKILL');
      await command.ended;
    }
  });

  after(() => {
    repo.dispose();
  });

  async function start(...args: readonly string[]): Promise<readonly [StartedCommand, URL]> {
    const command = startTutti(repo.folder, ['dashboard', ...args]);
    started.push(command);
    return [command, new URL(await command.said(/^http:/))];
  }

  it('prints the address of the page, serves it, and ends with Ctrl-C', async () => {
    const [command, { hostname, port, search, pathname }] = await start('--no-open');
    assert.deepEqual([hostname, pathname], ['127.0.0.1', '/']);
    const page = await ask(Number(port), `${pathname}${search}`);
    assert.equal(page.status, 200);
    for (const [, file = ''] of page.text.matchAll(/(?:src|href)="([^":]+)"/g))
      assert.equal((await ask(Number(port), `/${file}`)).status, 200, file);
    command.kill('SIGINT');
    const { code, stdout, stderr } = await command.ended;
    assert.equal(code, 0);
    assert.equal(stdout.trimEnd().split('\n').length, 1);
    assert.match(stderr, /The page only shows/);
  });

  it('lets in with the token of the environment, and refuses one that is too short', async () => {
    const token = 'scraped-by-prometheus-every-15-seconds';
    const command = startTutti(repo.folder, ['dashboard', '--no-open'], { TUTTI_DASHBOARD_TOKEN: token });
    started.push(command);
    const { port, searchParams } = new URL(await command.said(/^http:/));
    assert.equal(searchParams.get('token'), token);
    const headers = { Authorization: `Bearer ${token}` };
    assert.equal((await ask(Number(port), '/metrics', { headers })).status, 200);
    const refused = await tutti(repo.folder, ['dashboard'], { TUTTI_DASHBOARD_TOKEN: 'short' });
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /^TUTTI_DASHBOARD_TOKEN needs at least 32 characters/);
  });

  it('says that a port is taken, and ends with 2', async () => {
    const [, { port }] = await start('--allow-actions');
    const { code, stdout, stderr } = await tutti(repo.folder, ['dashboard', '--port', port]);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^Port \d+ is in use: name another one/);
  });
});
