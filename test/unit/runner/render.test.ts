import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { OpenRequests } from '../../../src/runner/openRequests.ts';
import { redactorFor } from '../../../src/runner/redaction.ts';
import { clean, Renderer } from '../../../src/runner/render.ts';

describe('what a terminal is shown', () => {
  it('holds no control sequence of the agent', () => {
    assert.equal(clean('a\u001B[2J\u001B]0;title\u0007b\u0000\u009B31mc\td\ne\r'), 'abc\td\ne');
  });

  it('is coloured only when asked for', () => {
    const event = { type: 'toolStarted', id: '1', tool: 'Bash', summary: 'ls' } as const;
    assert.equal(new Renderer(false).event(event), '● Bash ls');
    assert.equal(new Renderer(true).event(event), '\u001B[36m● Bash\u001B[39m ls');
  });
});

describe('what a person types', () => {
  it('answers the oldest open request, else is a message', () => {
    const open = new OpenRequests();
    assert.deepEqual(open.readTyped('y'), { type: 'say', text: 'y' });
    open.track({ type: 'permissionAsked', id: 'p', tool: 'Bash', summary: 'make' });
    open.track({ type: 'questionAsked', id: 'q', question: 'Which?', options: ['A', 'B'] });
    assert.deepEqual(open.readTyped(' a '), { type: 'answerPermission', id: 'p', allow: true, forRun: true });
    assert.deepEqual(open.readTyped('wait'), { type: 'say', text: 'wait' });
    open.track({ type: 'permissionAnswered', id: 'p', allowed: true });
    assert.deepEqual(open.readTyped('2'), { type: 'answerQuestion', id: 'q', answer: 'B' });
    assert.deepEqual(open.readTyped('neither'), { type: 'answerQuestion', id: 'q', answer: 'neither' });
  });
});

describe('redaction', () => {
  it('replaces values of variables that are secrets by their name', () => {
    const redact = redactorFor({ ANTHROPIC_API_KEY: 'sk-12345678', SHORT_KEY: 'abc', HOME: '/home/someone' });
    assert.equal(
      redact('key sk-12345678, abc, /home/someone'),
      'key <ANTHROPIC_API_KEY>, abc, /home/someone',
    );
  });
});
