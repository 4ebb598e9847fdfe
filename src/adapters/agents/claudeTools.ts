import { asRecord, recordsField, textField, textsField, type JsonRecord } from './jsonFields.ts';
import { cutText, oneLine } from './summarize.ts';

const tellingFields = [
  'command',
  'file_path',
  'notebook_path',
  'pattern',
  'url',
  'query',
  'description',
  'path',
];

/** What a tool call is about, on one line: its command, file or pattern. */
export function summarizeCall(input: JsonRecord, worktree: string): string {
  return oneLine(aboutOf(input, worktree));
}

/** The same in full, for somebody who has to allow it. */
export function describeCall(input: JsonRecord, worktree: string): string {
  return cutText(aboutOf(input, worktree), 4_000);
}

function aboutOf(input: JsonRecord, worktree: string): string {
  for (const field of tellingFields) {
    const value = textField(input, field);
    if (value !== null && value !== '')
      return value.startsWith(`${worktree}/`) ? value.slice(worktree.length + 1) : value;
  }
  return JSON.stringify(input);
}

/** First words of a tool's result, which is a text or a list of blocks. */
export function summarizeResult(block: JsonRecord): string {
  const content = block['content'];
  if (typeof content === 'string') return oneLine(content);
  if (!Array.isArray(content)) return '';
  const texts = content.map((one) => textField(asRecord(one) ?? {}, 'text') ?? '');
  return oneLine(texts.join(' '));
}

export interface AskedQuestion {
  readonly question: string;
  readonly options: readonly string[];
}

/** The questions of an `AskUserQuestion` call. */
export function questionsOf(input: JsonRecord): readonly AskedQuestion[] {
  return recordsField(input, 'questions').map((one) => ({
    question: textField(one, 'question') ?? '',
    options: recordsField(one, 'options')
      .map((option) => textField(option, 'label') ?? '')
      .concat(textsField(one, 'options')),
  }));
}
