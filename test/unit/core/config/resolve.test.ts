import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Config } from '../../../../src/core/config/config.ts';
import { resolveConfig } from '../../../../src/core/config/resolve.ts';
import type { ConfigLayers } from '../../../../src/core/config/resolve.ts';

function resolved(layers: ConfigLayers, cores = 2): Config {
  const result = resolveConfig(layers, { cores });
  assert.ok(result.ok, 'the layers are valid');
  return result.value;
}

function problems(layers: ConfigLayers): readonly string[] {
  const result = resolveConfig(layers, { cores: 2 });
  return result.ok ? [] : result.problems.map((problem) => problem.message);
}

describe('resolveConfig', () => {
  it('fills in every default', () => {
    const { agents, limits, pools, turns, retries, ...rest } = resolved({});
    assert.deepEqual(Object.keys(agents), ['claude', 'script']);
    assert.deepEqual(limits, {
      run: 8,
      default: 5,
      providers: { anthropic: 3, openai: 5, google: 10 },
      models: { opus: 2, 'claude-opus-5-5': 2 },
      verification: 1,
    });
    assert.deepEqual(pools, { default: { max: 8 } });
    assert.deepEqual([turns, retries, rest.timeoutMs, rest.silenceMs], [200, 2, 3_600_000, 900_000]);
    assert.deepEqual([rest.agent, rest.verify, rest.conflicts], ['claude', [], 'serialize']);
  });

  it('lets the command line win over the workspace, that over tutti.json, that over the user', () => {
    const layers: ConfigLayers = {
      commandLine: { retries: 1 },
      workspace: { retries: 3, turns: 3 },
      file: { retries: 4, turns: 4, timeout: '4m' },
      user: { retries: 5, turns: 5, timeout: '5m', silence: '5m' },
    };
    const { retries, turns, timeoutMs, silenceMs } = resolved(layers);
    assert.deepEqual([retries, turns, timeoutMs, silenceMs], [1, 3, 240_000, 300_000]);
  });

  it('merges objects by key and replaces lists', () => {
    const config = resolved({
      commandLine: { limits: { run: 2 } },
      file: { limits: { providers: { local: 1, anthropic: 6 } }, plans: ['todo.md'], verify: 'make check' },
      user: { limits: { providers: { local: 9 } }, plans: ['a.md', 'b.md'], verify: ['npm test'] },
    });
    assert.deepEqual(config.limits.providers, { anthropic: 6, openai: 5, google: 10, local: 1 });
    assert.deepEqual([config.limits.run, config.pools['default']], [2, { max: 2 }]);
    assert.deepEqual([config.plans, config.verify], [['todo.md'], ['make check']]);
  });

  it('takes a value that was not given for not said', () => {
    assert.equal(resolved({ commandLine: { retries: undefined }, file: { retries: 7 } }).retries, 7);
  });

  it('runs as many gates as half of the cores, between one and four', () => {
    assert.deepEqual(
      [1, 2, 4, 7, 64].map((cores) => resolved({}, cores).limits.verification),
      [1, 1, 2, 3, 4],
    );
  });

  it('merges a profile from its layers and from what is built in', () => {
    const { agents } = resolved({
      workspace: { agents: { claude: { model: 'opus', env: { A: '2' } } } },
      file: { agents: { claude: { model: 'haiku', args: ['--verbose'], env: { A: '1', B: '1' } } } },
    });
    assert.deepEqual(agents['claude'], {
      adapter: 'claude',
      provider: 'anthropic',
      model: 'opus',
      args: ['--verbose'],
      command: [],
      env: { A: '2', B: '1' },
      permissions: { mode: 'edits', allow: null },
    });
  });

  it('counts a command agent as its own provider unless it names one', () => {
    const { agents } = resolved({ file: { agents: { mine: { adapter: 'command', command: ['./go'] } } } });
    assert.equal(agents['mine']?.provider, 'mine');
  });

  it('refuses a profile without an adapter and a command agent without a command', () => {
    assert.deepEqual(problems({ file: { agents: { mine: {}, other: { adapter: 'command' } } } }), [
      '`agents.mine.adapter` is missing: one of "claude", "command", "script".',
      '`agents.other.command` is missing: a program and its arguments, for the adapter "command".',
    ]);
  });

  it('refuses a default agent that does not exist and lists those that do', () => {
    assert.deepEqual(problems({ commandLine: { agent: 'cloude' } }), [
      'There is no agent profile `cloude`; known are `claude`, `script`. Did you mean `claude`?',
    ]);
  });

  it('is frozen, all the way down', () => {
    const { limits } = resolved({});
    assert.throws(() => Object.assign(limits.providers, { anthropic: 99 }), TypeError);
  });
});
