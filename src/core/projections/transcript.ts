import { countText, durationText, usdText } from '../../shared/dashboard/quantities.ts';
import type { AttemptResult } from '../../shared/attempt.ts';
import type { AttemptEvent } from '../../shared/attemptEvent.ts';

const indent = ' '.repeat(10);

/** One event of an attempt as lines of a plain text with the time before them; null for those that nobody reads. */
export function transcriptText(event: AttemptEvent): string | null {
  const words = wordsOf(event);
  return words === null ? null : entry(event.at, words);
}

/** How the attempt ended, as its last line. */
export function transcriptEnd(result: AttemptResult): string {
  const { outcome, reason, usage, startedAt, endedAt } = result;
  const tokens = usage.inputTokens + usage.outputTokens;
  const facts = [
    durationText(endedAt - startedAt),
    ...(tokens === 0 ? [] : [`${countText(tokens)} tokens`]),
    ...(usage.costUsd === null ? [] : [usdText(usage.costUsd)]),
  ];
  return entry(endedAt, `■ ${outcome}${reason === null ? '' : `: ${reason}`} (${facts.join(', ')})`);
}

function wordsOf(event: AttemptEvent): string | null {
  switch (event.type) {
    case 'agentStarted':
      return `▶ ${event.command}`;
    case 'sessionStarted':
      return `session ${event.session}${event.model === null ? '' : `, ${event.model}`}`;
    case 'text':
      return event.text;
    case 'thinking':
      return `(thinks) ${event.text}`;
    case 'toolStarted':
      return `● ${event.tool}  ${event.summary}`;
    case 'toolEnded':
      return event.failed ? `✗ ${event.summary}` : null;
    case 'retrying':
      return `↻ ${event.error}: again in ${durationText(event.delayMs)}`;
    case 'permissionAsked':
      return `? May it use ${event.tool}: ${event.summary}`;
    case 'permissionAnswered':
      return event.allowed ? '  allowed' : '  denied';
    case 'questionAsked':
      return [`? ${event.question}`, ...event.options.map((option) => `  - ${option}`)].join('\n');
    case 'questionAnswered':
      return `  answered: ${event.answer}`;
    case 'denied':
      return `⊘ denied ${event.tool}: ${event.summary}`;
    case 'userMessage':
      return `> ${event.text}`;
    case 'output':
      return event.text;
    case 'notice':
      return `! ${event.text}`;
    case 'usage':
    case 'progress':
      return null;
  }
}

/** Without control characters: it is what agents and their tools say. */
function entry(at: number, words: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters to remove
  const clean = words.replace(/\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g, '').trimEnd();
  const time = new Date(at).toISOString().slice(11, 19);
  return `${time}  ${clean.replaceAll('\n', `\n${indent}`)}\n`;
}
