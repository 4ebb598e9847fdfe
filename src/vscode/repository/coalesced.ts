/**
 * Lets an action run once at a time: calls while it runs are answered, all of them, by one further run, which sees what
 * changed in the meantime.
 */
export function coalesced(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let further: Promise<void> | null = null;
  const run = (): Promise<void> => {
    const now = action().finally(() => {
      running = null;
    });
    running = now;
    return now;
  };
  return () => {
    if (further !== null) return further;
    if (running === null) return run();
    further = running.then(ignore, ignore).then(() => {
      further = null;
      return run();
    });
    return further;
  };
}

function ignore(): void {
  // Whoever called for the run that failed has been told.
}
