import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readTaskHead } from '../../../../src/core/plan/taskId.ts';

describe('readTaskHead', () => {
  const read = (text: string): [string | null, string] => {
    const head = readTaskHead(text);
    return [head.id, text.slice(head.titleStart)];
  };

  it('finds ids of every kind, in bold or with a sign behind them', () => {
    for (const id of ['1.1', '2.3.4', '2.3a', 'A1', 'T001', 'auth-3', 'front-end-12']) {
      for (const text of [id, `**${id}**`, `${id}:`, `${id}.`, `**${id}**:`, `**${id}:**`, `${id} -`]) {
        assert.deepEqual(read(`${text} Title`), [id, 'Title'], text);
      }
    }
  });

  it('takes a bare number only with a sign or in bold', () => {
    assert.deepEqual(read('2. Title'), ['2', 'Title']);
    assert.deepEqual(read('2) Title'), ['2', 'Title']);
    assert.deepEqual(read('**2** Title'), ['2', 'Title']);
    assert.deepEqual(read('3 retries'), [null, '3 retries']);
  });

  it('takes no ordinary word for an id', () => {
    for (const text of [
      'Add a table',
      'UTF-8 support',
      'SHA-256 sums',
      '1.1.x support',
      'HTTP2 push',
      '-1 is odd',
      '2x faster',
    ]) {
      assert.deepEqual(read(text), [null, text]);
    }
  });

  it('keeps bold that goes on behind the id', () => {
    assert.equal(readTaskHead('**1.1 Title** rest').boldTitle, true);
    assert.equal(readTaskHead('**1.1** Title').boldTitle, false);
  });
});
