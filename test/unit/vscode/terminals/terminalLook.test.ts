import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { poolColor, terminalName } from '../../../../src/vscode/terminals/terminalLook.ts';

describe('the look of a terminal', () => {
  it('has task, title, agent and attempt in its name', () => {
    const spec = { taskId: '2.3', title: 'Implement auth', number: 2, agent: { name: 'claude' } };
    assert.equal(terminalName(spec), '2.3 Implement auth (claude #2)');
  });

  it('cuts a long title, and shows control characters instead of sending them', () => {
    const title = `\u001b]0;x\u0007${'long '.repeat(40)}`;
    const name = terminalName({ taskId: '1', title, number: 1, agent: { name: 'a' } });
    assert.match(name, /^1 \\x1b\]0;x\\x07long .*… \(a #1\)$/);
    assert.ok(name.length < 60);
  });

  it('has the same colour for the same pool', () => {
    assert.equal(poolColor('default'), 'terminal.ansiBlue');
    assert.equal(poolColor('große'), poolColor('große'));
    assert.match(poolColor('night'), /^terminal\.ansi\w+$/);
  });
});
