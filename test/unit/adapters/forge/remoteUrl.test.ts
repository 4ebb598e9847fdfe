import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { comparePage, webRepository } from '../../../../src/adapters/forge/remoteUrl.ts';

describe('The page on which a pull request is opened', () => {
  const wanted = { base: 'main', branch: 'tutti/auth/integration', title: 'Log in', body: 'Two & three' };
  const cases: readonly (readonly [remote: string, page: string])[] = [
    [
      'https://github.com/ada/engine.git',
      'https://github.com/ada/engine/compare/main...tutti/auth/integration?quick_pull=1&title=Log+in&body=Two+%26+three',
    ],
    [
      'git@github.com:ada/engine.git',
      'https://github.com/ada/engine/compare/main...tutti/auth/integration?quick_pull=1&title=Log+in&body=Two+%26+three',
    ],
    [
      'https://ada:secret@github.com/ada/engine',
      'https://github.com/ada/engine/compare/main...tutti/auth/integration?quick_pull=1&title=Log+in&body=Two+%26+three',
    ],
    [
      'ssh://git@github.example.com:2222/ada/engine.git',
      'https://github.example.com/ada/engine/compare/main...tutti/auth/integration?quick_pull=1&title=Log+in&body=Two+%26+three',
    ],
    [
      'git@gitlab.com:group/sub/engine.git',
      'https://gitlab.com/group/sub/engine/-/merge_requests/new?merge_request%5Bsource_branch%5D=tutti%2Fauth%2Fintegration&merge_request%5Btarget_branch%5D=main&merge_request%5Btitle%5D=Log+in&merge_request%5Bdescription%5D=Two+%26+three',
    ],
    [
      'https://bitbucket.org/ada/engine.git',
      'https://bitbucket.org/ada/engine/pull-requests/new?source=tutti%2Fauth%2Fintegration&dest=main',
    ],
    [
      'https://ada@dev.azure.com/acme/web/_git/engine',
      'https://dev.azure.com/acme/web/_git/engine/pullrequestcreate?sourceRef=tutti%2Fauth%2Fintegration&targetRef=main',
    ],
    [
      'git@ssh.dev.azure.com:v3/acme/web/engine',
      'https://dev.azure.com/acme/web/_git/engine/pullrequestcreate?sourceRef=tutti%2Fauth%2Fintegration&targetRef=main',
    ],
    [
      'https://acme.visualstudio.com/web/_git/engine',
      'https://dev.azure.com/acme/web/_git/engine/pullrequestcreate?sourceRef=tutti%2Fauth%2Fintegration&targetRef=main',
    ],
    [
      'https://codeberg.org/ada/engine.git',
      'https://codeberg.org/ada/engine/compare/main...tutti/auth/integration',
    ],
    [
      'http://git.example.com:3000/ada/engine.git',
      'http://git.example.com:3000/ada/engine/compare/main...tutti/auth/integration',
    ],
  ];
  for (const [remote, page] of cases) {
    it(`is known for ${remote}`, () => {
      const web = webRepository(remote);
      assert.ok(web);
      assert.equal(comparePage(web, wanted), page);
    });
  }

  for (const remote of [
    '/srv/git/engine.git',
    '../engine',
    'C:\\git\\engine',
    'file:///srv/engine',
    'host:engine',
  ]) {
    it(`is not made up for ${remote}`, () => {
      assert.equal(webRepository(remote), null);
    });
  }

  it('takes names that need to be escaped, and leaves out a text that is too long', () => {
    const web = webRepository('https://github.com/ada/engine');
    assert.ok(web);
    assert.equal(
      comparePage(web, { base: 'rel#1', branch: 'tutti/größe', title: 'é', body: 'x'.repeat(10_000) }),
      'https://github.com/ada/engine/compare/rel%231...tutti/gr%C3%B6%C3%9Fe?quick_pull=1&title=%C3%A9&body=',
    );
  });
});
