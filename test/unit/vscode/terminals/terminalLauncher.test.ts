import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { RunnerLauncher } from '../../../../src/core/engine/runnerLauncher.ts';
import { attemptFiles } from '../../../../src/shared/attempt.ts';
import {
  TerminalLauncher,
  type AttemptTerminalOpener,
  type TerminalEnd,
} from '../../../../src/vscode/terminals/terminalLauncher.ts';
import { agentContext } from '../../../support/agentContext.ts';

describe('the launcher of terminals', () => {
  const { spec } = agentContext();
  let root: string;
  let hosted: string[];
  let warnings: string[];
  const detached: RunnerLauncher = {
    host: ({ folder }) => {
      hosted.push(folder);
      return Promise.resolve();
    },
    isHosting: (folder) => hosted.includes(folder),
    onExit: () => () => undefined,
    warm: (count) => {
      hosted.push(`warm ${String(count)}`);
    },
    dispose: () => {
      hosted.push('disposed');
    },
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tutti-launcher-'));
    hosted = [];
    warnings = [];
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  type Open = AttemptTerminalOpener['open'];

  function launcher(open: Open, isWanted = true): TerminalLauncher {
    const warn = (message: string): void => {
      warnings.push(message);
    };
    return new TerminalLauncher({ isWanted: () => isWanted, open, warn }, detached);
  }

  it('opens a terminal and starts nothing else', async () => {
    const launched = launcher(() => Promise.resolve({ pid: 1 }));
    launched.warm(3);
    await launched.host({ folder: root, spec });
    assert.equal(launched.isHosting(root), true);
    assert.deepEqual(hosted, []);
  });

  it('leaves an attempt to a detached process when terminals are not wanted', async () => {
    const launched = launcher(() => Promise.reject(new Error('opened')), false);
    launched.warm(3);
    await launched.host({ folder: root, spec });
    assert.deepEqual(hosted, ['warm 3', root]);
  });

  it('loses no attempt when its terminal does not start, and says so', async () => {
    const launched = launcher(() => Promise.resolve(null));
    await launched.host({ folder: root, spec });
    assert.deepEqual(hosted, [root]);
    assert.match(warnings.join(), /its terminal did not start; it runs without one/);
  });

  it('starts it again without a terminal when that ended before the agent was started', async () => {
    writeFileSync(join(root, attemptFiles.startToken), '{}');
    let end: (how: TerminalEnd) => void = () => undefined;
    const launched = launcher((_, onEnd) => {
      end = onEnd;
      return Promise.resolve({ pid: 1 });
    });
    let exits = 0;
    launched.onExit(root, () => (exits += 1));
    await launched.host({ folder: root, spec });
    end('exited');
    assert.deepEqual([hosted, exits], [[root], 0]);
  });

  it('tells the end of a runner that had started its agent', async () => {
    let end: (how: TerminalEnd) => void = () => undefined;
    const launched = launcher((_, onEnd) => {
      end = onEnd;
      return Promise.resolve({ pid: 1 });
    });
    let exits = 0;
    launched.onExit(root, () => (exits += 1));
    await launched.host({ folder: root, spec });
    end('exited');
    assert.deepEqual([hosted, exits, launched.isHosting(root)], [[], 1, false]);
  });

  it('starts it again without a terminal when that was closed before the agent was started', async () => {
    writeFileSync(join(root, attemptFiles.startToken), '{}');
    const launched = launcher((_, onEnd) => {
      onEnd('closed');
      return Promise.resolve(null);
    });
    await launched.host({ folder: root, spec });
    assert.deepEqual([hosted, warnings.length], [[root], 1]);
  });

  it('leaves a runner alone that goes on after its terminal was closed, and does not say that it hosts it', async () => {
    let end: (how: TerminalEnd) => void = () => undefined;
    const launched = launcher((_, onEnd) => {
      end = onEnd;
      return Promise.resolve({ pid: 1 });
    });
    let exits = 0;
    launched.onExit(root, () => (exits += 1));
    await launched.host({ folder: root, spec });
    end('closed');
    assert.deepEqual([hosted, exits, launched.isHosting(root)], [[], 0, false]);
  });

  it('opens four at a time, and none after its end', async () => {
    const opened: (() => void)[] = [];
    const launched = launcher(
      () =>
        new Promise((resolve) => {
          opened.push(() => {
            resolve({ pid: 1 });
          });
        }),
    );
    const hosting = Array.from({ length: 6 }, (_, index) =>
      launched.host({ folder: join(root, String(index)), spec }),
    );
    assert.equal(opened.length, 4);
    launched.dispose();
    for (const open of opened) open();
    await Promise.all(hosting);
    assert.equal(opened.length, 4);
    assert.deepEqual(hosted, ['disposed']);
  });
});
