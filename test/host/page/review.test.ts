import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'mocha';
import type { CliRig } from '../../support/cliRig.ts';
import { createConflictRun } from '../support/conflictRun.ts';
import { eventually } from '../support/eventually.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

const integrated = 'tutti/plan/integration';

describe('Review and what becomes of the work', () => {
  const bin = mkdtempSync(join(tmpdir(), 'tutti-gh-'));
  const host = useHost({ env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` } });
  let rig: CliRig;

  beforeEach(() => {
    rig = createConflictRun();
  });

  afterEach(() => {
    rig.dispose();
  });

  after(() => {
    rmSync(bin, { recursive: true, force: true });
  });

  /** With the states of its tasks in sight. */
  async function open(): Promise<Workbench> {
    const workbench = await host.open(rig.repo.folder);
    const view = await workbench.showView('Tutti', 'Plan');
    await view.until('the run', (rows) => rows.some(({ description }) => description.includes('conflict')));
    return workbench;
  }

  it('deletes what is safe without a question, and unmerged work only after a modal one', async () => {
    const workbench = await open();
    await workbench.runCommand('Tutti: Clean Up Worktrees and Branches…');
    await workbench.quickInput.tick('tutti/plan/A1-one');
    await workbench.quickInput.accept();
    const question = await workbench.dialog.read();
    assert.match(question.message, /Delete 1 thing with work that is nowhere else\?/);
    assert.match(question.detail, /tutti\/plan\/A1-one: it has not landed on tutti\/plan\/integration/);
    assert.match(question.detail, /A snapshot of each is kept/);
    await workbench.dialog.click('Cancel');
    assert.match(rig.repo.git('branch', '--list', 'tutti/*'), /A1-one/);

    await workbench.runCommand('Tutti: Clean Up Worktrees and Branches…');
    await workbench.quickInput.untilItem('tutti/plan/A1-one');
    await workbench.quickInput.accept();
    await workbench.notifications.waitFor('Removed 4 things.');
    assert.equal(await workbench.dialog.isOpen(), false);
    assert.equal(
      rig.repo.git('branch', '--list', '--format=%(refname:short)', 'tutti/plan/A*'),
      'tutti/plan/A1-one\n',
    );
  });

  it('makes a pull request with gh after one question', async () => {
    const calls = join(rig.repo.root, 'gh.log');
    const fake = `#!/bin/sh\nprintf '%s\\n' "$*" >> "${calls}"\ncase "$1 $2" in "pr view") exit 1;; "pr create") cat > /dev/null; echo https://github.com/ada/engine/pull/7;; esac\n`;
    writeFileSync(join(bin, 'gh'), fake);
    chmodSync(join(bin, 'gh'), 0o755);
    const bare = join(rig.repo.root, 'bare.git');
    mkdirSync(bare);
    rig.repo.gitIn(bare, 'init', '--quiet', '--bare');
    rig.repo.git('remote', 'add', 'origin', 'https://github.com/ada/engine.git');
    rig.repo.git('config', `url.${bare}.pushInsteadOf`, 'https://github.com/ada/engine.git');
    const workbench = await open();
    await workbench.runCommand('Tutti: Create Pull Request…');
    const captions = await eventually(
      'the question',
      () => workbench.quickInput.captions(),
      (found) => found.some((text) => text.startsWith('Create Pull Request')),
    );
    assert.match(
      captions.join('\n'),
      /pushes tutti\/plan\/integration to origin \(github\.com\/ada\/engine\)/,
    );
    assert.equal(rig.repo.gitIn(bare, 'for-each-ref'), '');
    await workbench.quickInput.accept();
    await workbench.notifications.waitFor('The pull request is open: https://github.com/ada/engine/pull/7');
    assert.equal(rig.repo.gitIn(bare, 'rev-parse', integrated), rig.repo.git('rev-parse', integrated));
    assert.match(readFileSync(calls, 'utf8'), /pr create --head tutti\/plan\/integration --base main/);
  });

  it('brings what has landed to the branch that is checked out', async () => {
    const workbench = await open();
    await workbench.runCommand('Tutti: Bring Integration Branch to Mine');
    await workbench.quickInput.choose('Bring It to main');
    await workbench.notifications.waitFor('main now contains tutti/plan/integration (fast-forward).');
    assert.ok(existsSync(join(rig.repo.folder, 'two.txt')));
    assert.equal(rig.repo.git('status', '--porcelain'), '');
  });

  it('opens the worktree of a task in a window of its own', async () => {
    const workbench = await open();
    const other = await workbench.windowOpenedBy(async () => {
      await workbench.runCommand('Tutti: Open Worktree in New Window');
      await workbench.quickInput.choose('A1 One');
    });
    await other.editor.open('one.txt');
    assert.equal((await other.editor.visibleLines())[0], '1');
    await other.close();
  });

  it('gives comments on the changes back to the agent, a reload later, too', async () => {
    const workbench = await open();
    await workbench.runCommand('Tutti: Show Changes');
    await workbench.quickInput.choose('A1 One');
    const { page } = workbench;
    const line = page.locator('.modified-in-monaco-diff-editor .view-line', { hasText: 'from one' });
    // At its start: the middle of a long line may be out of sight, and would be scrolled to.
    await line.click({ position: { x: 4, y: 4 } });
    const box = await line.boundingBox();
    assert.ok(box);
    // The mark in the gutter is there while the pointer is on its line.
    await page.mouse.move(box.x + 20, box.y + box.height / 2);
    await page.locator('.comment-range-glyph.line-hover').first().waitFor();
    await page.mouse.click(box.x - 22, box.y + box.height / 2);
    const widget = page.locator('.review-widget');
    await widget.waitFor();
    // It gets the keys only when its editor has been made.
    await page.waitForFunction(() => document.activeElement?.closest('.review-widget') != null);
    await page.keyboard.type('Make it three.');
    await widget.getByRole('button', { name: 'Add Comment' }).click();
    await widget.getByText('Waits to be sent to the agent').waitFor();
    await workbench.reload();
    await workbench.runCommand('Tutti: Show Changes');
    await workbench.quickInput.choose('A1 One');
    await widget.getByText('Make it three.').waitFor();
    await widget.getByRole('button', { name: 'Send Comments to Agent' }).click();
    await workbench.notifications.waitFor('A1 has your 1 comment.');
    const view = workbench.view('Plan');
    await view.until('A1 to land', (rows) =>
      rows.some(({ label, description }) => label.startsWith('A1') && description.startsWith('landed')),
    );
    assert.equal(rig.repo.git('show', `${integrated}:a.txt`), 'top\nfrom three\nbottom\n');
  });
});
