import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { findExecutable } from '../../../src/adapters/agents/findExecutable.ts';
import { tutti } from '../../support/commandLine.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';

describe('A command line that can not be carried out', function () {
  this.timeout(60_000);
  let repo: GitRepo;

  before(() => {
    repo = createGitRepo();
    repo.commit({
      'plans/good.md': '# Good\n\n- [ ] 1.1 One\n',
      'plans/bad.md': '# Bad\n\n- [ ] 1.1 One (depends: 1.9)\n',
      'plans/empty.md': '# Nothing to do\n',
    });
  });

  after(() => {
    repo.dispose();
  });

  const refused: readonly (readonly [what: string, args: readonly string[], said: RegExp])[] = [
    ['an unknown command', ['frobnicate'], /^error: unknown command 'frobnicate'\nSee `tutti --help`\.$/],
    ['an unknown option', ['run', '--frob'], /^error: unknown option '--frob'/],
    ['a missing argument', ['retry'], /^error: missing required argument 'TASK'/],
    [
      'a number that is none',
      ['run', 'plans/good.md', '--max', '0'],
      /^--max takes a whole number from 1, not `0`\.$/,
    ],
    ['a folder that is not there', ['-C', 'nowhere', 'status'], /^There is no folder .*nowhere\.$/],
    [
      'a plan that is not there',
      ['run', 'plans/none.md'],
      /^The plan plans\/none\.md can't be read: there is no such file\.$/,
    ],
    ['several plans and none named', ['run'], /^Several files are plans: say which one to run/],
    ['a plan without tasks', ['run', 'plans/empty.md'], /plan\/no-tasks/],
    [
      'a plan with an unknown dependency',
      ['run', 'plans/bad.md'],
      /^plans\/bad\.md:3:\d+: .*plan\/unknown-dependency/,
    ],
    ['an agent that does not exist', ['run', 'plans/good.md', '--agent', 'nobody'], /`nobody`/],
    [
      'a format that does not exist',
      ['graph', 'plans/good.md', '--format', 'svg'],
      /^--format takes text, json/,
    ],
    [
      'a port that there is none of',
      ['dashboard', '--port', '70000'],
      /^--port takes a number up to 65535\.$/,
    ],
    ['a file for a report that is printed', ['report', 'x.html'], /^A FILE is for --html/],
    [
      'a report as a page before the first run',
      ['report', '--html'],
      /^There is no run in this repository yet/,
    ],
    ['the status before the first run', ['status'], /^There is no run in this repository yet/],
  ];
  for (const [what, args, said] of refused) {
    it(`says so in one line and ends with 2: ${what}`, async () => {
      const { code, stdout, stderr } = await tutti(repo.folder, args);
      assert.match(stderr.trimEnd(), said);
      assert.deepEqual([code, stdout], [2, '']);
    });
  }

  it('leaves nothing behind', () => {
    assert.deepEqual(repo.git('status', '--porcelain', '--ignored'), '');
    assert.deepEqual(repo.git('for-each-ref', '--format=%(refname)').trim(), 'refs/heads/main');
  });

  it('is refused outside of a repository and with a mistake in the configuration', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tutti-nowhere-'));
    try {
      const outside = await tutti(folder, ['lint']);
      assert.deepEqual([outside.code, /not in a git repository/.test(outside.stderr)], [2, true]);
    } finally {
      rmSync(folder, { recursive: true });
    }
    writeFileSync(join(repo.folder, 'tutti.json'), '{\n  "verfy": "npm test"\n}\n');
    const wrong = await tutti(repo.folder, ['lint']);
    rmSync(join(repo.folder, 'tutti.json'));
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /tutti\.json:2:\d+: .*verfy.*`verify`/);
  });
});

describe('The command line', function () {
  this.timeout(60_000);
  let repo: GitRepo;

  before(() => {
    repo = createGitRepo();
    repo.commit({ 'plans/bad.md': '# Bad\n\n- [ ] 1.1 One (depends: 1.9)\n' });
  });

  after(() => {
    repo.dispose();
  });

  it('prints help and version on standard output and ends with 0', async () => {
    const [bare, help, version] = await Promise.all([
      tutti(repo.folder, []),
      tutti(repo.folder, ['run', '--help']),
      tutti(repo.folder, ['--version']),
    ]);
    assert.deepEqual([bare.code, help.code, version.code], [0, 0, 0]);
    assert.match(bare.stdout, /^Usage: tutti /);
    assert.doesNotMatch(bare.stdout, /^ {2}complete /m);
    assert.match(help.stdout, /--no-watch/);
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
    assert.deepEqual([bare.stderr, help.stderr, version.stderr], ['', '', '']);
  });

  it('says plainly that no agent is installed', async () => {
    const git = findExecutable('git', process.env, repo.folder);
    const bin = join(repo.root, 'bin');
    mkdirSync(bin);
    symlinkSync(git ?? '', join(bin, 'git'));
    const folder = join(repo.root, 'fresh');
    repo.git('clone', '--quiet', repo.folder, folder);
    const { code, stdout } = await tutti(folder, ['init', '--yes'], { PATH: bin });
    assert.equal(code, 0);
    assert.match(stdout, /^No agent is installed: no task can be done until one is\. .*Claude Code: npm/m);
    assert.match(stdout, /^Next: install an agent, then tutti run plans\/example\.md --dry-run$/m);
  });

  it('draws the graph of a plan with errors, and tells them beside it', async () => {
    const { code, stdout, stderr } = await tutti(repo.folder, ['graph', 'plans/bad.md', '--format', 'dot']);
    assert.equal(code, 2);
    assert.match(stdout, /^digraph /);
    assert.match(stderr, /^plans\/bad\.md:3:\d+: error plan\/unknown-dependency [^\n]+\n$/);
  });

  it('lints like a compiler, and as JSON', async () => {
    const text = await tutti(repo.folder, ['lint']);
    assert.equal(text.code, 2);
    assert.match(text.stdout, /^plans\/bad\.md:3:\d+: error plan\/unknown-dependency [^\n]+\n$/);
    const json = await tutti(repo.folder, ['lint', '--json', 'plans/bad.md']);
    const rows: unknown = JSON.parse(json.stdout);
    assert.ok(Array.isArray(rows) && rows.length === 1);
  });

  it('asks nobody without a terminal, and never overwrites', async () => {
    const asked = await tutti(repo.folder, ['init']);
    assert.deepEqual([asked.code, /init --yes/.test(asked.stderr)], [2, true]);
    const wrote = await tutti(repo.folder, ['init', '--yes']);
    assert.match(wrote.stdout, /^wrote tutti\.json\nwrote plans\/example\.md$/m);
    writeFileSync(join(repo.folder, 'tutti.json'), '{}\n');
    const again = await tutti(repo.folder, ['init', '--yes']);
    assert.match(again.stdout, /^tutti\.json is there and stays as it is$/m);
    assert.doesNotMatch(again.stdout, /^wrote/m);
  });
});
