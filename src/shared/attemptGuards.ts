import type {
  AttemptMessage,
  AttemptResult,
  AttemptSpec,
  RunnerIdentity,
  StartToken,
  TerminalRecord,
} from './attempt.ts';
import type { AttemptEvent, AttemptEventBody } from './attemptEvent.ts';
import { hasFields, isOneOf, type Fields } from './fields.ts';

const eventFields: Readonly<Record<AttemptEventBody['type'], Fields>> = {
  agentStarted: { pid: 'number', command: 'string' },
  sessionStarted: { session: 'string', model: 'string?' },
  text: { text: 'string' },
  thinking: { text: 'string' },
  toolStarted: { id: 'string', tool: 'string', summary: 'string' },
  toolEnded: { id: 'string', failed: 'boolean', summary: 'string' },
  usage: {
    inputTokens: 'number',
    outputTokens: 'number',
    cachedTokens: 'number',
    costUsd: 'number?',
    contextUsed: 'number?',
  },
  retrying: { attempt: 'number', delayMs: 'number', error: 'string' },
  permissionAsked: { id: 'string', tool: 'string', summary: 'string' },
  permissionAnswered: { id: 'string', allowed: 'boolean' },
  questionAsked: { id: 'string', question: 'string', options: 'strings' },
  questionAnswered: { id: 'string', answer: 'string' },
  denied: { tool: 'string', summary: 'string' },
  userMessage: { text: 'string' },
  output: { stream: 'string', text: 'string' },
  notice: { level: 'string', text: 'string' },
  progress: { fraction: 'number' },
};

const messageFields: Readonly<Record<AttemptMessage['type'], Fields>> = {
  say: { text: 'string' },
  answerPermission: { id: 'string', allow: 'boolean', forRun: 'boolean' },
  answerQuestion: { id: 'string', answer: 'string' },
  stop: { reason: 'string' },
};

/** Whether it is an event of this version, with or without its time. */
export function isAttemptEventBody(value: unknown): value is AttemptEventBody {
  return isOneOf(value, eventFields);
}

export function isAttemptEvent(value: unknown): value is AttemptEvent {
  return isAttemptEventBody(value) && 'at' in value && typeof value.at === 'number';
}

export function isAttemptMessage(value: unknown): value is AttemptMessage {
  return isOneOf(value, messageFields);
}

export function isStartToken(value: unknown): value is StartToken {
  return hasFields(value, { generation: 'number', env: 'object' });
}

export function isRunnerIdentity(value: unknown): value is RunnerIdentity {
  return hasFields(value, { pid: 'number', startTime: 'string', attempt: 'string' });
}

export function isTerminalRecord(value: unknown): value is TerminalRecord {
  return hasFields(value, { pid: 'number', startTime: 'string', folder: 'string' });
}

/** Whether it is a spec of this version; its nested parts are taken as the engine wrote them. */
export function isAttemptSpec(value: unknown): value is AttemptSpec {
  const fields: Fields = {
    run: 'string',
    attempt: 'string',
    taskId: 'string',
    plan: 'string',
    title: 'string',
    number: 'number',
    generation: 'number',
    stateFolder: 'string',
    worktree: 'string',
    pool: 'string',
    agent: 'object',
    resumeSession: 'string?',
    newSession: 'string',
    limits: 'object',
  };
  return hasFields(value, fields) && value['schema'] === 1;
}

/** Whether it is a result of this version. */
export function isAttemptResult(value: unknown): value is AttemptResult {
  const fields: Fields = {
    attempt: 'string',
    outcome: 'string',
    reason: 'string?',
    exitCode: 'number?',
    signal: 'string?',
    session: 'string?',
    model: 'string?',
    usage: 'object',
    denied: 'strings',
    summary: 'string',
    resetAt: 'number?',
    startedAt: 'number',
    endedAt: 'number',
  };
  return hasFields(value, fields) && value['schema'] === 1;
}
