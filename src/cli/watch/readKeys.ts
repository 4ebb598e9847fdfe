import type { Key } from 'ink';
import type { WatchKey } from './watchKeys.ts';

/** What was pressed, of what ink reads at once from the terminal; nothing for keys that mean nothing. */
export function readKeys(input: string, key: Partial<Key>): readonly WatchKey[] {
  const name = nameOf(key);
  if (name !== null) return [{ name }];
  if (key.ctrl === true || key.meta === true || input === '') return [];
  // A key that is held down comes as several at once; other text in one piece was pasted, and must not press its letters.
  const texts = /^(.)\1+$/su.test(input) ? (input.match(/./gsu) ?? []) : [input];
  return texts.map((text) => ({ name: 'text', text }));
}

function nameOf(key: Partial<Key>): Exclude<WatchKey['name'], 'text'> | null {
  if (key.upArrow === true) return 'up';
  if (key.downArrow === true) return 'down';
  if (key.pageUp === true) return 'pageUp';
  if (key.pageDown === true) return 'pageDown';
  if (key.home === true) return 'home';
  if (key.end === true) return 'end';
  if (key.tab === true) return key.shift === true ? 'backTab' : 'tab';
  if (key.return === true) return 'enter';
  if (key.escape === true) return 'escape';
  return key.backspace === true || key.delete === true ? 'backspace' : null;
}
