import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { commands } from '../../../../src/cli/commandTable.ts';
import { bashCompletion } from '../../../../src/cli/completion/bash.ts';
import { fishCompletion } from '../../../../src/cli/completion/fish.ts';
import { latestTasks } from '../../../../src/cli/completion/latestTasks.ts';
import { completedCommands } from '../../../../src/cli/completion/shellScript.ts';
import { zshCompletion } from '../../../../src/cli/completion/zsh.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';

const completed = completedCommands(commands);
const scripts = {
  bash: bashCompletion(completed),
  zsh: zshCompletion(completed),
  fish: fishCompletion(completed),
};

describe('Completion scripts', () => {
  for (const [shell, script] of Object.entries(scripts)) {
    it(`are valid in ${shell}`, function () {
      const args = shell === 'fish' ? ['--no-execute'] : ['-n'];
      const checked = spawnSync(shell, args, { input: script, encoding: 'utf8' });
      if (checked.error !== undefined) this.skip();
      assert.deepEqual([checked.stderr, checked.status], ['', 0]);
    });

    it(`offer every command but the hidden one in ${shell}`, () => {
      const missing = completed.filter(({ text }) => !script.includes(text));
      assert.deepEqual(missing, []);
      assert.ok(!completed.some(({ text }) => text === 'complete'));
    });
  }

  function inBash(...words: readonly string[]): readonly string[] {
    const typed = words.map((word) => `'${word}'`).join(' ');
    const script = [
      'tutti() { printf "2.1\\tLog in\\n2.2\\tLog out\\n10\\tDocs\\n"; }',
      'complete() { :; }',
      scripts.bash,
      `COMP_WORDS=(tutti ${typed}); COMP_CWORD=${words.length}; _tutti; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ].join('\n');
    const { stdout } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
    return stdout.split('\n').filter((line) => line !== '');
  }

  it('complete commands, options, task ids and fixed values in bash', () => {
    assert.deepEqual(inBash('st'), ['status', 'stop']);
    assert.deepEqual(inBash('clean', '--'), ['--apply', '--json', '--help']);
    assert.deepEqual(inBash('retry', '2.'), ['2.1', '2.2']);
    assert.deepEqual(inBash('graph', '--format', 'm'), ['mermaid']);
    assert.deepEqual(inBash('-C', '/', 'completion', ''), ['bash', 'zsh', 'fish']);
  });
});

describe('Task ids for completion', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-completion-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('come from the latest run of the main worktree, wherever one is', () => {
    mkdirSync(join(folder, 'app/.git'), { recursive: true });
    write('app/.tutti/runs/20261120-1/status.json', statusOf([taskRow({ id: 'old' })]));
    write('app/.tutti/runs/20261120-2/status.json', statusOf([taskRow({ id: '1.1', title: 'New' })]));
    mkdirSync(join(folder, 'app/src'));
    mkdirSync(join(folder, 'slot'));
    writeFileSync(join(folder, 'slot/.git'), `gitdir: ${join(folder, 'app')}/.git/worktrees/slot\n`);
    for (const place of ['app', 'app/src', 'slot']) {
      assert.deepEqual(latestTasks(join(folder, place)), [{ name: '1.1', title: 'New' }]);
    }
  });

  it('carry their plan when the run has several, and are none without a run', () => {
    mkdirSync(join(folder, '.git'));
    assert.deepEqual(latestTasks(folder), []);
    write('.tutti/runs/1/status.json', statusOf([taskRow({ id: '1' }), taskRow({ plan: 'shop', id: '1' })]));
    assert.deepEqual(
      latestTasks(folder).map(({ name }) => name),
      ['auth/1', 'shop/1'],
    );
  });

  function write(path: string, value: object): void {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, JSON.stringify(value));
  }
});
