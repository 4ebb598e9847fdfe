import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { commands } from '../../../src/cli/commandTable.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

describe('The table of commands', () => {
  it('is in the README, command by command', () => {
    const missing = commands.filter(({ name, hidden }) => !hidden && !readme.includes(`\`tutti ${name}`));
    assert.deepEqual(
      missing.map(({ name }) => name),
      [],
    );
  });

  it('gives each command a name of its own and one line of help', () => {
    assert.equal(new Set(commands.map(({ name }) => name)).size, commands.length);
    for (const { summary } of commands) assert.match(summary, /^[a-z][^\n]{5,100}[^.]$/);
  });
});
