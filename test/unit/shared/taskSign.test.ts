import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { taskSign, type Standing } from '../../../src/shared/taskSign.ts';

function sign(about: Partial<Standing>): string {
  const { word, icon } = taskSign({
    ...{ state: 'pending', gate: false, ungated: false, held: false, health: null },
    ...about,
  });
  return `${word} ${icon}`;
}

describe('The sign of a task', () => {
  it('is its state', () => {
    assert.equal(sign({}), 'pending pending');
    assert.equal(sign({ state: 'running', health: 'healthy' }), 'running running');
  });

  it('shows by the icon that its gate runs', () => {
    assert.equal(sign({ state: 'queued', gate: true }), 'queued gate');
    assert.equal(sign({ state: 'running', gate: true }), 'running gate');
  });

  it('is a closer word where one is known', () => {
    assert.equal(sign({ state: 'running', health: 'stuck' }), 'stuck stuck');
    assert.equal(sign({ state: 'running', health: 'slow' }), 'slow running');
    assert.equal(sign({ state: 'queued', held: true, gate: true }), 'held held');
    assert.equal(sign({ state: 'landed', ungated: true }), 'ungated ungated');
  });
});
