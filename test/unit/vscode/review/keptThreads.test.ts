import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { KeptThreads, type KeptThread } from '../../../../src/vscode/review/keptThreads.ts';

const folder = 'file:///shop';

function thread(of: Partial<KeptThread>): KeptThread {
  return {
    folder,
    run: 'r2',
    task: 'auth/A1',
    uri: 'tutti-git:/a.ts',
    firstLine: 3,
    lastLine: 4,
    texts: ['Why?'],
    ...of,
  };
}

/** The workspace's memory, which outlives a reload. */
function createMemory(kept?: unknown) {
  let value = kept === undefined ? undefined : (JSON.parse(JSON.stringify(kept)) as unknown);
  return {
    get: () => value,
    update: (_: string, later: unknown) => {
      value = JSON.parse(JSON.stringify(later)) as unknown;
      return Promise.resolve();
    },
  };
}

const all = () => true;

describe('Comments that were typed before a reload', () => {
  it('are there again, once', () => {
    const memory = createMemory();
    new KeptThreads(memory).keep([thread({}), thread({ task: 'auth/A2' })]);
    const kept = new KeptThreads(memory);
    assert.deepEqual(kept.take(folder, all), [thread({}), thread({ task: 'auth/A2' })]);
    assert.deepEqual(kept.take(folder, all), []);
  });

  it('are there again after later runs of their folder', () => {
    const memory = createMemory();
    new KeptThreads(memory).keep([thread({ run: 'r1' })]);
    const kept = new KeptThreads(memory);
    assert.deepEqual(kept.take(folder, all), [thread({ run: 'r1' })]);
  });

  it('are forgotten with their run', () => {
    const memory = createMemory();
    new KeptThreads(memory).keep([thread({ run: 'r1' }), thread({})]);
    const kept = new KeptThreads(memory);
    assert.deepEqual(
      kept.take(folder, (run) => run === 'r2'),
      [thread({})],
    );
    kept.keep([thread({})]);
    assert.deepEqual(new KeptThreads(memory).take(folder, all), [thread({})]);
  });

  it('outlive windows without their folder, whatever is typed elsewhere', () => {
    const memory = createMemory();
    new KeptThreads(memory).keep([thread({})]);
    const other = thread({ folder: 'file:///bank', run: 'r9' });
    new KeptThreads(memory).keep([other]);
    const kept = new KeptThreads(memory);
    assert.deepEqual(kept.take('file:///bank', all), [other]);
    assert.deepEqual(kept.take(folder, all), [thread({})]);
  });

  it('are left where another version kept something else', () => {
    const kept = new KeptThreads(createMemory([thread({}), { folder, run: 'r2', texts: 'Why?' }, 7]));
    assert.deepEqual(kept.take(folder, all), [thread({})]);
    assert.deepEqual(new KeptThreads(createMemory('text')).take(folder, all), []);
  });
});
