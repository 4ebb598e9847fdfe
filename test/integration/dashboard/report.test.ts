import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { writeHtmlReport } from '../../../src/app/htmlReport.ts';
import { openProject } from '../../../src/app/openProject.ts';
import type { Project } from '../../../src/app/project.ts';
import { acquireLock } from '../../../src/adapters/store/lock.ts';
import { listRuns, runFolder, type RunFolder } from '../../../src/adapters/store/runFolders.ts';
import type { HostMessage } from '../../../src/shared/dashboard/messages.ts';
import { tutti } from '../../support/commandLine.ts';
import { standInPage } from '../../support/dashboardClient.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';

const hostile = '</script><script>alert(1)</script><!-- \u202e';

describe('A report in one file', function () {
  this.timeout(60_000);
  let repo: GitRepo;
  let project: Project;
  let pageFolder: string;
  let folder: RunFolder;
  let run: string;

  before(async () => {
    repo = createGitRepo();
    repo.commit({
      'tutti.json': JSON.stringify({ agent: 'script' }),
      'plan.md': `# Plan\n\n- [ ] A1 ${hostile}\n- [ ] A2 Two\n`,
    });
    const played = await tutti(repo.folder, ['run', 'plan.md']);
    assert.equal(played.code, 0, played.stderr);
    project = await openProject(repo.folder);
    pageFolder = standInPage(repo.root);
    run = listRuns(project.stateFolder).at(-1) ?? '';
    folder = runFolder(project.stateFolder, run);
  });

  after(() => {
    repo.dispose();
  });

  const write = (file: string | null = null) => writeHtmlReport(project, { run: null, file, pageFolder });

  function snapshotIn(html: string): Extract<HostMessage, { readonly type: 'snapshot' }> {
    const json = /<script type="application\/json" id="tutti-snapshot">([^<]*)<\/script>/.exec(html)?.[1];
    return JSON.parse(json ?? '') as Extract<HostMessage, { readonly type: 'snapshot' }>;
  }

  it('goes into the folder of the run, for you alone, or where you say', async () => {
    const file = await write();
    assert.equal(file, join(folder.folder, `${run}.html`));
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const other = join(repo.root, 'other.html');
    assert.equal(await write(other), other);
    assert.equal(readFileSync(other, 'utf8'), readFileSync(file, 'utf8'));
  });

  it('has the run in it, read-only, with all about each task', async () => {
    const snapshot = snapshotIn(readFileSync(await write(), 'utf8'));
    const { view, readOnly, seq } = snapshot;
    assert.deepEqual(
      [readOnly, seq, view.header.state, view.header.landed, view.tasks.map(({ ref }) => ref)],
      [true, 1, 'done', 2, ['plan/A1', 'plan/A2']],
    );
    assert.ok('details' in snapshot && Array.isArray(snapshot.details));
    assert.deepEqual(
      (snapshot.details as readonly { readonly ref: string; readonly actions: unknown }[]).map(
        ({ ref, actions }) => [ref, actions],
      ),
      [
        ['plan/A1', []],
        ['plan/A2', []],
      ],
    );
  });

  it('lets no title lead out of its place', async () => {
    const html = readFileSync(await write(), 'utf8');
    assert.ok(!html.includes('alert(1)</script>'));
    // Of the run, the charts and the page.
    assert.equal(html.split('<script').length - 1, 3);
    assert.equal(html.split('</script').length - 1, 3);
    assert.ok(snapshotIn(html).view.structure.nodes[0]?.title.includes('</script><script>alert(1)'));
  });

  it('allows its own scripts and styles, and nothing from elsewhere', async () => {
    const html = readFileSync(await write(), 'utf8');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'sha256-/);
    assert.doesNotMatch(policy, /unsafe|http|self/);
    const inner = [...html.matchAll(/<(script|style)>([^]*?)<\/\1>/g)].map(([, , text = '']) => text);
    assert.equal(inner.length, 3);
    for (const text of inner)
      assert.ok(policy.includes(`'sha256-${createHash('sha256').update(text).digest('base64')}'`));
    assert.doesNotMatch(html, / src=| href="(?!data:,)/);
  });

  async function refused(said: RegExp): Promise<void> {
    await assert.rejects(write(join(repo.root, 'none.html')), (error: unknown) => {
      assert.ok(error instanceof Error && 'exitCode' in error);
      assert.match(error.message, said);
      assert.equal(error.exitCode, 2);
      return true;
    });
    assert.equal(existsSync(join(repo.root, 'none.html')), false);
  }

  it('is not made while the run goes on', async () => {
    const status = readFileSync(folder.status, 'utf8');
    const lock = acquireLock(project.stateFolder);
    assert.ok(lock.ok);
    lock.value.assign(run);
    writeFileSync(folder.status, status.replace('"state":"done"', '"state":"running"'));
    await refused(/goes on: its report is made when it is over/);
    lock.value.release();
    writeFileSync(folder.status, status);
  });

  it('is not made of a run of another version', async () => {
    const status = readFileSync(folder.status, 'utf8');
    writeFileSync(folder.status, status.replace('"schema":1', '"schema":2'));
    await refused(/of another version of Tutti/);
    writeFileSync(folder.status, status);
    const journal = readFileSync(folder.journal, 'utf8');
    writeFileSync(folder.journal, journal.replace(/"version":\d+/, '"version":99'));
    await refused(/was written by a newer Tutti/);
    writeFileSync(folder.journal, journal);
  });

  it('is not made of a journal with a gap', async () => {
    const journal = readFileSync(folder.journal, 'utf8');
    appendFileSync(folder.journal, '{"seq":9999,"at":1,"generation":1,"type":"runPaused"}\n');
    await refused(/is damaged at event \d+/);
    writeFileSync(folder.journal, journal);
  });

  it('is not made of a page that was not built', async () => {
    await assert.rejects(
      writeHtmlReport(project, { run: null, file: null, pageFolder: join(repo.root, 'nowhere') }),
      /is not in .*nowhere: npm run build makes it\.$/,
    );
  });
});
