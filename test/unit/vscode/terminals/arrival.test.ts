import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isBroughtBack, placeOf, type Arrival } from '../../../../src/vscode/terminals/arrival.ts';

const broughtBack: Arrival = { hosts: false, isAsked: false, isBroughtBack: true, isSecond: false };

describe('A terminal that somebody else opened for an attempt', () => {
  it('is the one that is shown when there is no other', () => {
    assert.equal(placeOf(broughtBack), 'shown');
  });

  it('takes the place of one that only attaches when it hosts the attempt, however late it comes', () => {
    assert.equal(placeOf({ ...broughtBack, hosts: true, isSecond: true }), 'shown');
  });

  it('is one too many when the editor brought it back beside another and it hosts nothing', () => {
    assert.equal(placeOf({ ...broughtBack, isSecond: true }), 'surplus');
  });

  it('stays beside the other when a person opened it', () => {
    assert.equal(placeOf({ ...broughtBack, isSecond: true, isAsked: true }), 'further');
    assert.equal(placeOf({ ...broughtBack, isSecond: true, isBroughtBack: false }), 'further');
  });

  it('is known as brought back by options that have keys without values', () => {
    assert.equal(isBroughtBack({ name: undefined, shellPath: undefined }), true);
    assert.equal(isBroughtBack({}), true);
    assert.equal(isBroughtBack({ name: '1.1', shellPath: '/usr/bin/node' }), false);
  });
});
