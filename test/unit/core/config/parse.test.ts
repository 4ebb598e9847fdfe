import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { notYetSupported, parseConfig } from '../../../../src/core/config/parse.ts';

function messages(value: unknown): readonly string[] {
  const parsed = parseConfig(value);
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.message);
}

describe('parseConfig', () => {
  it('takes every key of the documentation', () => {
    const input = {
      agent: 'claude',
      agents: {
        claude: {
          adapter: 'claude',
          provider: 'anthropic',
          model: 'opus',
          args: [],
          env: {},
          permissions: { mode: 'edits', allow: ['Bash(npm test:*)'] },
          fallback: [],
        },
        mine: { adapter: 'command', provider: 'local', command: ['./agent.sh', '{taskId}', '{promptFile}'] },
      },
      plans: ['plans/**/*.md'],
      verify: ['npm test'],
      timeout: '60m',
      retries: 2,
      conflicts: 'serialize',
      updateCheckboxes: false,
      limits: { run: 8, default: 5, providers: { anthropic: 3 }, models: {}, verification: 1 },
      pools: { default: { max: 8 } },
      categories: {},
      budget: { run: { usd: 20 }, task: { usd: 3 } },
      worktree: { root: null, setup: ['npm ci'], copy: ['.env'], fresh: false },
      merge: {
        union: ['CHANGELOG.md'],
        regenerate: { 'package-lock.json': 'npm install --package-lock-only' },
      },
      features: {},
    };
    assert.deepEqual(parseConfig(input), { ok: true, value: input });
  });

  it('names a misspelt key, where it stands, and the one that was meant', () => {
    assert.deepEqual(messages({ limts: {}, worktree: { setpu: [] } }), [
      '`worktree.setpu` is not a known key; did you mean `worktree.setup`?',
      '`limts` is not a known key; did you mean `limits`?',
    ]);
    assert.deepEqual(messages({ agents: { mine: { permissions: { modes: 'ask' } } } }), [
      '`agents.mine.permissions.modes` is not a known key; did you mean `agents.mine.permissions.mode`?',
    ]);
  });

  it('lists the known keys when none is near', () => {
    assert.deepEqual(messages({ budget: { weekly: {} } }), [
      '`budget.weekly` is not a known key; known here: run, task.',
    ]);
  });

  it('says what was expected and what is there instead', () => {
    assert.deepEqual(
      messages({
        retries: -1,
        timeout: '60',
        verify: 7,
        conflicts: 'never',
        updateCheckboxes: 'yes',
        limits: { run: '8', providers: { 'my proxy': 0 } },
        plans: [true],
        budget: { run: { usd: 0 } },
      }),
      [
        '`plans[0]` must be text, but is true.',
        '`verify` must be a command or a list of commands, but is 7.',
        '`timeout` must be a duration such as "60m", "90s" or "2h", but is "60".',
        '`retries` must be a whole number of at least 0, but is -1.',
        '`conflicts` must be one of "serialize", "warn", "ignore", but is "never".',
        '`updateCheckboxes` must be `true` or `false`, but is "yes".',
        '`limits.run` must be a whole number of at least 1, but is "8".',
        '`limits.providers["my proxy"]` must be a whole number of at least 1, but is 0.',
        '`budget.run.usd` must be a number above 0, but is 0.',
      ],
    );
  });

  it('refuses a configuration that is no object', () => {
    assert.deepEqual(messages(['npm test']), ['The configuration must be an object, but is a list.']);
    assert.deepEqual(messages(null), ['The configuration must be an object, but is null.']);
  });

  it('cuts long values in its messages', () => {
    const [message] = messages({ conflicts: 'x'.repeat(1_000) });
    assert.ok(message !== undefined && message.length < 200);
  });
});

describe('notYetSupported', () => {
  it('warns about known keys that nothing acts on', () => {
    const parsed = parseConfig({
      categories: { docs: { agent: 'claude' } },
      features: { memory: true },
      pools: { default: { max: 2 }, big: { max: 4 } },
      agents: { claude: { fallback: ['mine'] }, script: { fallback: [] } },
    });
    assert.ok(parsed.ok);
    assert.deepEqual(
      notYetSupported(parsed.value).map((warning) => [warning.code, warning.path.join('.')]),
      [
        ['config/not-yet-supported', 'categories.docs'],
        ['config/not-yet-supported', 'features.memory'],
        ['config/not-yet-supported', 'pools.big'],
        ['config/not-yet-supported', 'agents.claude.fallback'],
      ],
    );
  });
});
