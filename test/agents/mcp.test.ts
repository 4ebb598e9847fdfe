import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { runProcess } from '../../src/adapters/process/run.ts';
import { claudeEnvironment, ensureClaude } from '../support/claude.ts';
import { startModelServer, type ModelServer } from '../support/fakes/modelServer.ts';
import { createGitRepo, type GitRepo } from '../support/gitRepo.ts';

const program = fileURLToPath(new URL('../../dist/tutti.mjs', import.meta.url));

describe('real Claude Code, with tutti as an MCP server', function () {
  this.timeout(90_000);
  let claude = '';
  let repo: GitRepo;
  let server: ModelServer;

  before(async function () {
    this.timeout(400_000);
    const found = await ensureClaude();
    if (found === null) return this.skip();
    claude = found;
    repo = createGitRepo();
    server = await startModelServer({
      steps: [
        { tools: [{ name: 'mcp__tutti__tutti_diagnostics', input: { path: 'plan.md' } }] },
        { tools: [{ name: 'mcp__tutti__tutti_planStatus', input: { plan: 'plan.md' } }] },
        { text: 'All is well.' },
      ],
    });
  });
  after(async () => {
    if (claude === '') return;
    await server.close();
    repo.dispose();
  });

  it('asks for the problems and the status of a plan, and gets them', async () => {
    repo.commit({ 'plan.md': '- [ ] 1.1 One (depends: 1.9)\n- [ ] 1.2 Two\n' });
    const home = join(repo.root, 'home');
    mkdirSync(home);
    const config = join(repo.root, 'mcp.json');
    const tutti = { command: process.execPath, args: [program, 'mcp'] };
    writeFileSync(config, JSON.stringify({ mcpServers: { tutti } }));
    const args = ['-p', 'How is the plan?', '--mcp-config', config, '--strict-mcp-config'];
    const { exitCode, stdout, stderr } = await runProcess(claude, [...args, '--allowedTools', 'mcp__tutti'], {
      cwd: repo.folder,
      env: { PATH: process.env['PATH'] ?? '', ...claudeEnvironment(home, server.url) },
      timeoutMs: 80_000,
    });
    assert.equal(exitCode, 0, stderr);
    assert.equal(stdout.trim(), 'All is well.');
    const [, afterFirst = '', afterSecond = ''] = server.requests;
    assert.match(afterFirst, /plan\.md:1:\d+: error plan\/unknown-dependency/);
    assert.match(afterSecond, /No run yet\./);
  });
});
