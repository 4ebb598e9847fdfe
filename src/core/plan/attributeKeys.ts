import type { PlacedText } from './source.ts';

/** What can be said about a task, by one name each. */
export type AttributeKey =
  | 'depends'
  | 'agent'
  | 'model'
  | 'pool'
  | 'category'
  | 'priority'
  | 'files'
  | 'verify'
  | 'estimate'
  | 'retries'
  | 'timeout'
  | 'loop'
  | 'until'
  | 'skills'
  | 'mode'
  | 'review'
  | 'bonus';

/** An attribute as it stands in the file. */
export interface WrittenAttribute {
  readonly key: AttributeKey;
  readonly value: PlacedText;
  readonly origin: 'inline' | 'child';
}

const keysByName: ReadonlyMap<string, AttributeKey> = new Map<string, AttributeKey>([
  ['depends', 'depends'],
  ['depends on', 'depends'],
  ['deps', 'depends'],
  ['after', 'depends'],
  ['blocked by', 'depends'],
  ['agent', 'agent'],
  ['model', 'model'],
  ['pool', 'pool'],
  ['category', 'category'],
  ['priority', 'priority'],
  ['files', 'files'],
  ['verify', 'verify'],
  ['estimate', 'estimate'],
  ['retries', 'retries'],
  ['timeout', 'timeout'],
  ['loop', 'loop'],
  ['until', 'until'],
  ['skills', 'skills'],
  ['mode', 'mode'],
  ['review', 'review'],
  ['bonus', 'bonus'],
]);

const longestName = 12;

/** The key that a name stands for, in any case and with `-` or `_` for a space; null: an ordinary word. */
export function attributeKey(name: string): AttributeKey | null {
  if (name.length > longestName) return null;
  const asItIs = keysByName.get(name);
  if (asItIs !== undefined) return asItIs;
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
  return keysByName.get(plain) ?? null;
}
