import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { UserError } from '../../../src/core/base/userError.ts';
import { reportError } from '../../../src/cli/commandLine.ts';
import { plainPaint } from '../../support/plainTerminal.ts';

function reported(error: Error): string {
  const lines: string[] = [];
  const report = (text: string): void => void lines.push(text);
  reportError(
    error,
    {
      ...plainPaint,
      report,
      print: report,
      colored: false,
      interactive: false,
      live: false,
      size: () => ({ columns: 0, rows: 0 }),
    },
    {},
  );
  return lines.join('\n');
}

describe('An error on the command line', () => {
  it('is told with the flags and commands that help', () => {
    assert.equal(
      reported(new UserError('Claude Code was not found.', 2, 'agents')),
      'Claude Code was not found. Or choose another agent with --agent; tutti doctor lists what is there.',
    );
  });

  it('is told alone where its message says all', () => {
    assert.equal(reported(new UserError('There is no task 9.', 1)), 'There is no task 9.');
  });
});
