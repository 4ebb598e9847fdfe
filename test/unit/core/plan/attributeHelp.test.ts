import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { attributeHelp, settingHelp } from '../../../../src/core/plan/attributeHelp.ts';
import { planOf, problems } from '../../../support/planText.ts';

const notYet = (code: string) => !code.endsWith('plan/not-yet-supported');

describe('the help on what can be written in a plan', () => {
  it('offers values of attributes that count', () => {
    for (const [key, { values }] of Object.entries(attributeHelp)) {
      for (const value of values) {
        const plan = planOf([`- [ ] 1.1 A (${key}: ${value})`]);
        assert.deepEqual(problems(plan).filter(notYet), [], `${key}: ${value}`);
      }
    }
  });

  it('offers settings of the front matter that are known, and their values', () => {
    for (const [key, { values }] of Object.entries(settingHelp)) {
      for (const value of values.length > 0 ? values : ['x']) {
        const plan = planOf(['---', `${key}: ${value}`, '---', '- [ ] 1.1 A']);
        assert.deepEqual(problems(plan).filter(notYet), [], `${key}: ${value}`);
      }
    }
  });
});
