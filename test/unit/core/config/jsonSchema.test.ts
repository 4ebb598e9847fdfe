import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { jsonSchemaText } from '../../../../src/core/config/jsonSchema.ts';

describe('The JSON schema', () => {
  it('that is shipped is the one of the code (`npm run schema` writes it)', () => {
    const shipped = readFileSync(new URL('../../../../schemas/tutti.schema.json', import.meta.url), 'utf8');
    assert.equal(shipped, jsonSchemaText());
  });

  it('describes every key and forbids others', () => {
    const schema: unknown = JSON.parse(jsonSchemaText());
    assert.ok(typeof schema === 'object' && schema !== null && 'properties' in schema);
    for (const [key, part] of Object.entries(schema.properties ?? {})) {
      assert.ok(typeof part === 'object' && 'description' in part, key);
    }
    assert.ok('additionalProperties' in schema && schema.additionalProperties === false);
  });
});
