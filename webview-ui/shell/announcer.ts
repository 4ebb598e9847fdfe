import type { TaskStateWord } from '../../src/shared/status.ts';
import type { TaskCard } from '../../src/shared/dashboard/view.ts';
import { h } from '../h.ts';
import { nameOf, type StructureIndex } from '../scene.ts';

/** Screen readers are told at most one message in this time. */
const quietMs = 5_000;
const mostAtOnce = 4;

const told: Readonly<Partial<Record<TaskStateWord, string>>> = {
  running: 'runs',
  'needs-you': 'needs you',
  landed: 'landed',
  failed: 'failed',
  blocked: 'is blocked',
  skipped: 'was skipped',
  cancelled: 'was cancelled',
};

export interface Announcer {
  readonly element: HTMLElement;
  say(text: string): void;
  /** Says which tasks are in another state than before. */
  tell(changed: readonly TaskCard[], before: ReadonlyMap<string, TaskCard>, index: StructureIndex): void;
}

/** A polite live region: what happens within 5 s is one message. */
export function createAnnouncer(): Announcer {
  const element = h('div.sr-only', { 'aria-live': 'polite', role: 'status' });
  const open = new Map<string, string>();
  let isQuiet = false;

  function flush(): void {
    isQuiet = open.size > 0;
    if (!isQuiet) return;
    const texts = [...open.values()];
    open.clear();
    const more = texts.length - mostAtOnce;
    element.textContent = [
      ...texts.slice(-mostAtOnce),
      ...(more > 0 ? [`${more} more ${more === 1 ? 'change' : 'changes'}.`] : []),
    ].join(' ');
    setTimeout(flush, quietMs);
  }

  function add(key: string, text: string): void {
    open.delete(key);
    open.set(key, text);
    if (isQuiet) return;
    isQuiet = true;
    // What else comes with the same message of the host is part of it.
    setTimeout(flush, 0);
  }

  return {
    element,
    say: (text) => add(text, text),
    tell: (changed, before, index) => {
      for (const { ref, state } of changed) {
        const word = told[state];
        if (word !== undefined && before.get(ref)?.state !== state)
          add(ref, `${nameOf(ref, index)} ${word}.`);
      }
    },
  };
}
