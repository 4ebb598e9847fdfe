import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import { eventually } from '../support/eventually.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

const toolCaller = fileURLToPath(new URL('../../fixtures/toolCaller', import.meta.url));

describe('what the extension offers to language models', () => {
  const host = useHost({ beside: [toolCaller], settings: { 'chat.disableAIFeatures': false } });
  let repo: GitRepo;

  beforeEach(() => {
    repo = createGitRepo();
    repo.commit({
      'tutti.json': JSON.stringify({ agent: 'script', verify: ['true'] }),
      'plans/auth.md': '# Auth\n\n- [ ] 1.1 Users table\n- [ ] 1.2 Login (depends: 1.1)\n',
    });
  });
  afterEach(() => {
    repo.dispose();
  });

  const hasRun = (): boolean => existsSync(join(repo.folder, '.tutti', 'runs'));

  const answers = (): string => {
    const file = join(repo.root, 'answers');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };

  function untilAnswer(text: string): Promise<string> {
    return eventually(
      `the answer "${text}"`,
      () => Promise.resolve(answers()),
      (found) => found.includes(text),
    );
  }

  async function call(workbench: Workbench, name: string, input: object): Promise<void> {
    await workbench.runCommand('Test: Call Tool');
    await workbench.quickInput.type(JSON.stringify([name, input]));
    await workbench.quickInput.accept();
  }

  it('starts agents only after a person has agreed', async () => {
    const workbench = await host.open(repo.folder);
    await call(workbench, 'tutti_runTasks', { plan: 'auth' });
    const { message, detail } = await workbench.dialog.read();
    assert.equal(message, 'Run auth (open tasks: 2)?');
    assert.match(detail, /costs time and money.*lands on tutti\/auth\/integration/);
    await workbench.dialog.click('Cancel');
    await untilAnswer('refused: ');
    assert.equal(hasRun(), false);

    await call(workbench, 'tutti_runTasks', { plan: 'auth' });
    await workbench.dialog.click('Yes');
    await untilAnswer('answer: plans/auth.md: played by the run ');
    assert.equal(hasRun(), true);
  });

  it('tells where plans stand without a question', async () => {
    const workbench = await host.open(repo.folder);
    await call(workbench, 'tutti_planStatus', {});
    await untilAnswer('plans/auth.md: 0 of 2 done');
    assert.equal(await workbench.dialog.isOpen(), false);
  });

  it('lists its MCP server, which starts and offers its tools', async () => {
    const workbench = await host.open(repo.folder);
    await workbench.runCommand('MCP: List Servers');
    await eventually(
      'the server in the list',
      () => workbench.quickInput.items(),
      (items) => items.some(({ label }) => label === 'Tutti'),
    );
    await workbench.quickInput.choose('Tutti');
    await workbench.quickInput.choose('Start Server');
    await eventually(
      'the tools in the output of the server',
      async () => (await workbench.page.locator('.part.panel .view-lines').allInnerTexts()).join('\n'),
      (text) => /Discovered.11.tools/.test(text),
    );
  });
});
