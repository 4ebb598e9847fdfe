import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../src/commands.js';

test('the help names every command', () => {
  const help = commands.help.run();
  for (const name of Object.keys(commands)) assert.match(help, new RegExp(`^${name} `, 'm'));
});
