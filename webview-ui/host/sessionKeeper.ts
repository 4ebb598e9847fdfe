import type { Host } from './host.ts';

const key = 'tutti.dashboard';

/** Keeps the page's own state for as long as its tab lives. Browsers may forbid storage: then it forgets. */
export const sessionKeeper: Pick<Host, 'kept' | 'keep'> = {
  kept: () => {
    try {
      const text = sessionStorage.getItem(key);
      return text === null ? null : (JSON.parse(text) as unknown);
    } catch {
      return null;
    }
  },
  keep: (state) => {
    try {
      sessionStorage.setItem(key, JSON.stringify(state));
    } catch {
      return;
    }
  },
};
