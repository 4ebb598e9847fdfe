import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resolveAgent } from '../../../../src/core/config/resolveAgent.ts';
import type { AgentOverrides, ResolvedAgent } from '../../../../src/core/config/resolveAgent.ts';
import { resolveConfig } from '../../../../src/core/config/resolve.ts';
import type { ConfigInput } from '../../../../src/core/config/schema.ts';

function agent(
  file: ConfigInput,
  name = 'claude',
  overrides: AgentOverrides = { canAsk: false },
): ResolvedAgent {
  const config = resolveConfig({ file }, { cores: 2 });
  assert.ok(config.ok);
  const resolved = resolveAgent(config.value, name, overrides);
  assert.ok(resolved.ok);
  return resolved.value;
}

const git = ['Bash(git diff:*)', 'Bash(git log:*)', 'Bash(git show:*)', 'Bash(git status:*)'];

describe('resolveAgent', () => {
  it('allows gate and setup commands and read-only git by default', () => {
    const { spec } = agent(
      { verify: ['npm test', 'npm run lint'], worktree: { setup: 'npm ci' } },
      'claude',
      { canAsk: true, gates: ['npm run e2e', 'npm test'] },
    );
    assert.deepEqual(spec.permissions, {
      mode: 'edits',
      allow: ['Bash(npm test:*)', 'Bash(npm run lint:*)', 'Bash(npm run e2e:*)', 'Bash(npm ci:*)', ...git],
      canAsk: true,
    });
  });

  it('allows each part of a compound command, and a quoted one only as it stands', () => {
    const { spec } = agent({ verify: ['npm run build && npm test | tee log', 'node -e "a; b"'] });
    assert.deepEqual(spec.permissions.allow, [
      'Bash(npm run build:*)',
      'Bash(npm test:*)',
      'Bash(tee log:*)',
      'Bash(node -e "a; b")',
      ...git,
    ]);
  });

  it('allows what the profile says and nothing else when it says something', () => {
    const { spec } = agent({
      verify: 'npm test',
      agents: { claude: { permissions: { mode: 'ask', allow: ['Read'] } } },
    });
    assert.deepEqual([spec.permissions.mode, spec.permissions.allow], ['ask', ['Read']]);
  });

  it('keeps the environment apart from the spec', () => {
    const { spec, env } = agent({ agents: { claude: { env: { TOKEN: 'secret' } } } });
    assert.deepEqual(env, { TOKEN: 'secret' });
    assert.ok(!JSON.stringify(spec).includes('secret'));
  });

  it('lets a task choose another model', () => {
    const file: ConfigInput = { agents: { claude: { model: 'opus' } } };
    assert.equal(agent(file).spec.model, 'opus');
    assert.equal(agent(file, 'claude', { canAsk: false, model: 'haiku' }).spec.model, 'haiku');
  });

  it('tells the known profiles when there is none of the name', () => {
    const config = resolveConfig({}, { cores: 2 });
    assert.ok(config.ok);
    for (const name of ['codex', 'constructor']) {
      assert.deepEqual(resolveAgent(config.value, name, { canAsk: false }), {
        ok: false,
        reason: 'unknown-agent',
        message: `There is no agent profile \`${name}\`; known are \`claude\`, \`script\`.`,
      });
    }
  });
});
