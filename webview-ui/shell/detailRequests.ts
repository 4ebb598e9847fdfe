/** A task that works changes several times a second; its details are asked for less often. */
const pauseMs = 2_000;

export interface DetailRequests {
  /** At once. */
  ask(ref: string): void;
  /** When the last time is long enough ago, or else as soon as it is. */
  again(ref: string): void;
  /** Nothing is open any more. */
  forget(): void;
}

export function createDetailRequests(send: (ref: string) => void): DetailRequests {
  let timer: number | null = null;
  let lastAt = 0;

  function cancel(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function ask(ref: string): void {
    cancel();
    lastAt = performance.now();
    send(ref);
  }

  return {
    ask,
    forget: cancel,
    again: (ref) => {
      if (timer !== null) return;
      const wait = lastAt + pauseMs - performance.now();
      if (wait <= 0) ask(ref);
      else timer = window.setTimeout(() => ask(ref), wait);
    },
  };
}
