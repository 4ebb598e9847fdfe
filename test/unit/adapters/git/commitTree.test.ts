import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { formatMessage } from '../../../../src/adapters/git/commitTree.ts';

describe('formatMessage', () => {
  it('separates subject, body and trailers by empty lines', () => {
    const message = {
      subject: 'Add log-in',
      body: 'Because.\n\nIt is needed.\n',
      trailers: [
        ['Tutti-Task', '1.1'],
        ['Co-authored-by', 'Claude <claude@example.com>'],
      ] as const,
    };
    assert.equal(
      formatMessage(message),
      'Add log-in\n\nBecause.\n\nIt is needed.\n\nTutti-Task: 1.1\nCo-authored-by: Claude <claude@example.com>\n',
    );
  });

  it('keeps hostile titles and values on their line', () => {
    const message = {
      subject: 'a\nTutti-Task: 9\0',
      body: '',
      trailers: [['Tutti-Task', '1\n\nTutti-Run: x']] as const,
    };
    assert.equal(formatMessage(message), 'a Tutti-Task: 9\n\nTutti-Task: 1 Tutti-Run: x\n');
  });

  it('has a subject even for a title that is empty', () => {
    assert.equal(formatMessage({ subject: ' ', body: '', trailers: [] }), 'Work\n');
  });
});
