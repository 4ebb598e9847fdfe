import type { AttemptOutcome } from '../../shared/attempt.ts';
import { numberField, textField, textsField, type JsonRecord } from './jsonFields.ts';
import { oneLine } from './summarize.ts';

export interface Verdict {
  readonly outcome: AttemptOutcome;
  readonly reason: string | null;
  /** The session to go on with is not there any more: the next attempt has to start a new one. */
  readonly sessionLost?: boolean;
}

const logIn =
  'Claude Code is not logged in, or its key is not valid: run `claude` once and log in, or set ANTHROPIC_API_KEY';

/**
 * What a `result` line means. On errors of the API its `subtype` is still `success`: only `is_error` and
 * `api_error_status` tell (seen in 2.1.197 and 2.1.329).
 */
export function judgeResult(result: JsonRecord): Verdict {
  const subtype = textField(result, 'subtype');
  const words = textField(result, 'result') ?? textsField(result, 'errors').join('; ');
  const said = oneLine(words, 300);
  if (subtype === 'error_max_turns') {
    return { outcome: 'overBudget', reason: `Claude Code reached its limit of ${turnsOf(result)}` };
  }
  if (subtype === 'error_max_budget_usd') {
    return { outcome: 'overBudget', reason: 'Claude Code reached the money limit that it was started with' };
  }
  if (result['is_error'] !== true) {
    return subtype === 'success' ? { outcome: 'finished', reason: null } : failed(said);
  }
  if (/No conversation found/i.test(words)) {
    return { outcome: 'transient', reason: `Its session is gone (${said})`, sessionLost: true };
  }
  const status = numberField(result, 'api_error_status') ?? statusIn(words);
  if (status !== null) return judgeStatus(status, said);
  if (/not logged in|invalid api key|\/login/i.test(words))
    return { outcome: 'failed', reason: `${logIn} (${said})` };
  if (saysUsageLimit(words)) return { outcome: 'rateLimited', reason: `Claude Code: ${said}` };
  if (
    /ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|unable to connect|connection error/i.test(words)
  ) {
    return { outcome: 'transient', reason: `The model's API can't be reached (${said})` };
  }
  return failed(said);
}

/** 2.1.197 prints some statuses in words only. */
function statusIn(words: string): number | null {
  const status = /API Error: (?:Repeated )?(\d{3})\b/.exec(words)?.[1];
  return status === undefined ? null : Number(status);
}

function judgeStatus(status: number, said: string): Verdict {
  if (status === 401 || status === 403) return { outcome: 'failed', reason: `${logIn} (${said})` };
  if (status === 429) return { outcome: 'rateLimited', reason: `The model's API limits requests (${said})` };
  if (status === 408 || status >= 500) {
    return { outcome: 'transient', reason: `The model's API failed for the moment (${said})` };
  }
  return failed(said);
}

function failed(said: string): Verdict {
  return {
    outcome: 'failed',
    reason: said === '' ? 'Claude Code ended with an error' : `Claude Code: ${said}`,
  };
}

function turnsOf(result: JsonRecord): string {
  const turns = numberField(result, 'num_turns');
  return turns === null ? 'turns' : `turns (${String(turns)})`;
}

function saysUsageLimit(words: string): boolean {
  return /usage limit reached|hit your (?:\w+ )?limit|limit reached .{0,3}resets/i.test(words);
}
