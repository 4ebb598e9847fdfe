import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chooseAttempt } from '../../../src/runner/chooseAttempt.ts';
import type { Scenario } from '../../../src/shared/scenario.ts';

const scenario: Scenario = {
  tasks: {
    '1.1': [
      { steps: [{ do: 'say', text: 'first' }] },
      { when: 'CONFLICT', steps: [{ do: 'say', text: 'resolve' }] },
      { steps: [{ do: 'say', text: 'second' }] },
    ],
    'other/1.1': [{ steps: [{ do: 'say', text: 'other' }] }],
  },
};

const said = (plan: string, number: number, prompt: string): string => {
  const [step] = chooseAttempt(scenario, { plan, task: '1.1', number, prompt });
  return step?.do === 'say' ? step.text : '';
};

describe('the attempt of a scenario', () => {
  it('is chosen by its number, the last one again after that', () => {
    assert.deepEqual(
      [1, 2, 3].map((number) => said('plan', number, '')),
      ['first', 'second', 'second'],
    );
  });

  it('is the one whose words are in the prompt, whatever the number', () => {
    assert.equal(said('plan', 5, 'There is a conflict in a.txt'), 'resolve');
  });

  it('is that of the plan when the plan has one of its own', () => {
    assert.equal(said('other', 1, ''), 'other');
  });

  it('appends a line for a task without an entry, whatever its id', () => {
    assert.deepEqual(chooseAttempt(scenario, { plan: 'p', task: '../x y', number: 1, prompt: '' }), [
      { do: 'append', path: 'tasks/_._x_y.txt', text: '../x y\n' },
    ]);
  });
});
