/** What Ctrl-C means while a command goes on. */
export interface Interrupts {
  /** The same as a signal: for a terminal whose keys are read one by one. */
  readonly interrupt: () => void;
  dispose(): void;
}

/** The first interrupt asks for a graceful end, the second one leaves at once with 130; agents go on. */
export function onInterrupt(first: () => void): Interrupts {
  let count = 0;
  const interrupt = () => {
    count += 1;
    if (count === 1) first();
    else process.exit(130);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    interrupt,
    dispose: () => {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}
