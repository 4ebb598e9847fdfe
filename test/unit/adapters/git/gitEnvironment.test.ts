import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { gitEnvironment } from '../../../../src/adapters/git/gitEnvironment.ts';

describe('gitEnvironment', () => {
  it('drops what points git at another repository, index or trace, and keeps who and how', () => {
    const env = gitEnvironment({
      HOME: '/home/ada',
      GIT_DIR: '/elsewhere/.git',
      GIT_WORK_TREE: '/elsewhere',
      GIT_INDEX_FILE: '/elsewhere/index',
      GIT_OBJECT_DIRECTORY: '/elsewhere/objects',
      GIT_EXTERNAL_DIFF: 'evil',
      GIT_TRACE: '/tmp/trace',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_SSH_COMMAND: 'ssh -i key',
    });
    const kept = Object.keys(env).filter((name) =>
      /^(HOME|GIT_(DIR|WORK|INDEX|OBJECT|EXT|TRACE|AUTHOR|SSH))/.test(name),
    );
    assert.deepEqual(kept.sort(), ['GIT_AUTHOR_NAME', 'GIT_SSH_COMMAND', 'HOME']);
  });

  it('adds its configuration behind what was given, so that ours wins', () => {
    const env = gitEnvironment({
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.hooksPath',
      GIT_CONFIG_VALUE_0: '/theirs',
    });
    const count = Number(env['GIT_CONFIG_COUNT']);
    const keys = Array.from({ length: count }, (_, index) => env[`GIT_CONFIG_KEY_${index}`]);
    assert.equal(keys[0], 'core.hooksPath');
    assert.ok(keys.lastIndexOf('core.hooksPath') > 0);
    assert.ok(keys.every((key) => key !== undefined));
    assert.equal(env[`GIT_CONFIG_KEY_${count}`], undefined);
  });

  it('takes a count that is no number for none', () => {
    const env = gitEnvironment({ GIT_CONFIG_COUNT: 'many' });
    assert.equal(env['GIT_CONFIG_KEY_0'], 'core.hooksPath');
  });
});
