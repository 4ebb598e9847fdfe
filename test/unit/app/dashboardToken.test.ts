import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { dashboardToken } from '../../../src/app/dashboardToken.ts';

describe('The token of dashboards in the environment', () => {
  const read = (TUTTI_DASHBOARD_TOKEN?: string) => dashboardToken({ TUTTI_DASHBOARD_TOKEN });

  it('is taken as it is, and left out when it is empty', () => {
    const token = 'Az09_-'.repeat(6);
    assert.deepEqual([read(token), read(''), read()], [token, null, null]);
  });

  it('is refused without being shown when it is short, or would have to be escaped', () => {
    for (const token of ['a'.repeat(31), `${'a'.repeat(32)}&`, `${'a'.repeat(32)}\n`])
      assert.throws(
        () => read(token),
        ({ name, message }: Error) => name === 'UserError' && !message.includes('aaa'),
      );
  });
});
