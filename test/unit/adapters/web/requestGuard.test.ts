import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isOwnHost, isOwnOrigin } from '../../../../src/adapters/web/requestGuard.ts';

describe('Who may ask a server on this machine', () => {
  it('names it with its port', () => {
    assert.equal(isOwnHost('127.0.0.1:8080', 8080), true);
    for (const host of ['127.0.0.1', '127.0.0.1:80', 'example.org:8080', undefined])
      assert.equal(isOwnHost(host, 8080), false, host);
  });

  it('may leave out port 80, as browsers do', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', 'localhost:80'])
      assert.equal(isOwnHost(host, 80), true, host);
    assert.equal(isOwnHost('example.org', 80), false);
    for (const host of ['localhost', 'localhost:80'])
      assert.equal(isOwnOrigin({ host, origin: 'http://localhost' }, 'message'), true, host);
    assert.equal(isOwnOrigin({ host: 'localhost:8080', origin: 'http://localhost' }, 'message'), false);
  });
});
