import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunCommandBody } from '../../../../src/shared/command.ts';
import { readKeys } from '../../../../src/cli/watch/readKeys.ts';
import {
  watchKeys,
  withCursorTied,
  type WatchFacts,
  type WatchKey,
} from '../../../../src/cli/watch/watchKeys.ts';
import { firstUi, type WatchUi } from '../../../../src/cli/watch/watchUi.ts';
import { busyView } from '../../../support/busyView.ts';

const facts: WatchFacts = { view: busyView(), requestOf: () => null, page: 5, lastTop: 3 };

/** Presses keys one after the other; of `keys`, one character is that key, a name the key of that name. */
function press(
  keys: readonly (Exclude<WatchKey['name'], 'text'> | { readonly type: string })[],
  { ui = firstUi, around = facts }: { readonly ui?: WatchUi; readonly around?: WatchFacts } = {},
) {
  let shown = ui;
  const asked: RunCommandBody[] = [];
  let hasLeft = false;
  for (const key of keys) {
    const step = watchKeys(
      shown,
      typeof key === 'string' ? { name: key } : { name: 'text', text: key.type },
      around,
    );
    shown = step.ui;
    if (step.effect?.kind === 'ask') asked.push(step.effect.ask.command);
    if (step.effect?.kind === 'leave') hasLeft = true;
  }
  return { ui: shown, asked, hasLeft };
}

function type(text: string): { readonly type: string } {
  return { type: text };
}

describe('The keys of `tutti watch`', () => {
  it('go through the panes by Tab, Shift+Tab and numbers', () => {
    assert.equal(press(['tab']).ui.pane, 'workers');
    assert.equal(press(['backTab']).ui.pane, 'trends');
    assert.equal(press([type('3')]).ui.pane, 'queue');
    assert.equal(press([type('9')]).ui.pane, 'tasks');
  });

  it('go through the rows of a pane, and stop at its ends', () => {
    const at = (...keys: Parameters<typeof press>[0]) => press(keys).ui.cursors.tasks.key;
    assert.deepEqual(
      [at('down'), at(type('j')), at('down', 'down', type('k')), at('up'), at('end'), at('pageDown')],
      ['auth/2.1', 'auth/2.1', 'auth/2.1', 'auth/2.2', 'auth/3.3', 'auth/1.2'],
    );
  });

  it('stay with their task when the list changes its order', () => {
    const ui = withCursorTied(firstUi, facts.view);
    const tasks = facts.view.tasks.map((card) =>
      card.ref === 'auth/1.1' ? { ...card, state: 'needs-you' as const } : card,
    );
    const around = { ...facts, view: { ...facts.view, tasks } };
    assert.deepEqual(press([type('r')], { ui, around }).asked, [
      { type: 'retry', task: 'auth/2.2', note: null },
    ]);
  });

  it('open the task of a row in any pane, and close it again', () => {
    const opened = press([type('2'), 'down', 'enter']).ui;
    assert.deepEqual(opened.mode, { kind: 'detail', ref: 'auth/2.4', top: 0 });
    assert.deepEqual(press(['end', 'down'], { ui: opened }).ui.mode, {
      kind: 'detail',
      ref: 'auth/2.4',
      top: 3,
    });
    assert.deepEqual(press(['escape'], { ui: opened }).ui.mode, { kind: 'panes' });
    assert.deepEqual(press([type('s'), type('y')], { ui: opened }).asked, [
      { type: 'skip', task: 'auth/2.4' },
    ]);
  });

  it('ask at once for what interrupts nobody', () => {
    const of = (pane: string, key: string) => press([type(pane), type(key)]).asked[0];
    assert.deepEqual(of('1', 'r'), { type: 'retry', task: 'auth/2.2', note: null });
    assert.deepEqual(of('1', 'a'), { type: 'approve', task: 'auth/2.2', forRun: false, request: null });
    assert.deepEqual(of('3', 'h'), { type: 'hold', task: 'auth/3.1' });
    assert.deepEqual(press([type('3'), 'down', type('h')]).asked, [{ type: 'release', task: 'auth/3.2' }]);
    assert.deepEqual(of('3', 'l'), { type: 'landNow', task: 'auth/3.1' });
    assert.deepEqual(of('1', 'p'), { type: 'pause' });
  });

  it('go on with a run that is paused', () => {
    const header = { ...facts.view.header, state: 'paused' as const };
    const around = { ...facts, view: { ...facts.view, header } };
    assert.deepEqual(press([type('p')], { around }).asked, [{ type: 'unpause' }]);
  });

  it('ask back before an agent is interrupted or turned down', () => {
    for (const [key, command] of [
      ['x', { type: 'stop' }],
      ['s', { type: 'skip', task: 'auth/2.2' }],
      ['d', { type: 'deny', task: 'auth/2.2', request: null }],
    ] as const) {
      assert.deepEqual(press([type(key)]).asked, []);
      assert.deepEqual(press([type(key), type('y')]).asked, [command]);
      const refused = press([type(key), 'enter', type('y')]);
      assert.deepEqual([refused.asked, refused.ui.mode], [[], { kind: 'panes' }]);
    }
  });

  it('answer the request that was shown, and no other one', () => {
    const requestOf = () => ({ id: '1.7', kind: 'permission' });
    const around = { ...facts, requestOf };
    assert.deepEqual(press([type('a')], { around }).asked, [
      { type: 'approve', task: 'auth/2.2', forRun: false, request: '1.7' },
    ]);
  });

  it('type a message, or the answer to a question', () => {
    const keys = [type('m'), type('q?'), type('x'), 'backspace', 'enter'] as const;
    assert.deepEqual(press(keys).asked, [{ type: 'send', task: 'auth/2.2', text: 'q?' }]);
    const around = { ...facts, requestOf: () => ({ id: '1.7', kind: 'question' }) };
    assert.deepEqual(press(keys, { around }).asked, [
      { type: 'answer', task: 'auth/2.2', answer: 'q?', request: '1.7' },
    ]);
    assert.deepEqual(press([type('m'), type('hello'), 'escape', 'enter']).asked, []);
    assert.deepEqual(press([type('m'), type('  '), 'enter']).asked, []);
  });

  it('are as many as the terminal repeats one that is held, but not the letters of pasted text', () => {
    const texts = (input: string) =>
      readKeys(input, {}).map((key) => (key.name === 'text' ? key.text : key.name));
    assert.deepEqual([texts('jjj'), texts('xy'), texts('')], [['j', 'j', 'j'], ['xy'], []]);
    assert.deepEqual(readKeys('', { tab: true, shift: true }), [{ name: 'backTab' }]);
    assert.deepEqual(readKeys('x', { ctrl: true }), []);
  });

  it('do nothing for text that was pasted', () => {
    const pasted = press([type('xy'), type('qa'), type('stop')]);
    assert.deepEqual([pasted.asked, pasted.hasLeft, pasted.ui.mode], [[], false, { kind: 'panes' }]);
  });

  it('say so where a row is about no task', () => {
    const { ui, asked } = press([type('4'), 'end', type('r')]);
    assert.deepEqual([asked, ui.notice], [[], 'Choose a task first.']);
  });

  it('leave the run to itself by q, from anywhere but a line that is typed', () => {
    assert.equal(press([type('q')]).hasLeft, true);
    assert.equal(press([type('?'), type('q')]).hasLeft, true);
    assert.equal(press([type('m'), type('q')]).hasLeft, false);
  });
});
