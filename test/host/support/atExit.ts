const acts = new Set<() => void>();

/** Does it when this process ends early, by a signal as well; gives a function that calls it off. */
export function atExit(act: () => void): () => void {
  if (acts.size === 0) listen();
  acts.add(act);
  return () => {
    acts.delete(act);
  };
}

let listens = false;

function listen(): void {
  if (listens) return;
  listens = true;
  process.once('exit', () => {
    for (const act of acts) act();
  });
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.on(signal, () => process.exit(128 + number));
  }
}
