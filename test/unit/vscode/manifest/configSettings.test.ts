import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { defaults } from '../../../../src/core/config/defaults.ts';
import { parseConfig } from '../../../../src/core/config/parse.ts';
import { resolveConfig } from '../../../../src/core/config/resolve.ts';
import { configDefaults } from '../../../../src/vscode/manifest/configDefaults.ts';
import { configSettings, restrictedSettings } from '../../../../src/vscode/manifest/configSettings.ts';

describe('The settings of the shape of tutti.json', () => {
  it('say as defaults what counts when nothing is said', () => {
    const nested: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(configDefaults)) put(nested, key.split('.'), value);
    const said = parseConfig(nested);
    assert.ok(said.ok, JSON.stringify(said));
    assert.deepEqual(resolveConfig({ user: said.value }, { cores: 2 }), resolveConfig({}, { cores: 2 }));
  });

  it('say the limits of models that count when nothing is said', () => {
    assert.deepEqual(configSettings.get('limits.models')?.default, defaults.limits.models);
  });

  it('are all the keys of the schema that are acted on, and no other', () => {
    assert.deepEqual([...configSettings.keys()].sort(), Object.keys(configDefaults).sort());
  });

  it('take no program, argument, variable or command from a workspace that is not trusted', () => {
    const restricted = new Set(restrictedSettings);
    const runs = /agent|verify|command|env|setup|regenerate|root|copy/i;
    for (const key of configSettings.keys())
      assert.equal(restricted.has(`tutti.${key}`), runs.test(key), `tutti.${key}`);
  });

  it('each have a description and a scope', () => {
    for (const [key, { markdownDescription, scope }] of configSettings) {
      assert.notEqual(markdownDescription, '', key);
      assert.ok(['resource', 'machine-overridable'].includes(scope), key);
    }
  });
});

/** Null means "not said" here; only the folder of the worktrees may be null in the file itself. */
function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined || value === null) return;
  if (rest.length === 0) target[key] = value;
  else put((target[key] ??= {}) as Record<string, unknown>, rest, value);
}
