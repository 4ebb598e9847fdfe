import { createInterface } from 'node:readline/promises';

/** Asks a person for a yes or no; Enter is yes. Null when they left with Ctrl-C or Ctrl-D. */
export async function ask(question: string): Promise<boolean | null> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const left = new AbortController();
  lines.once('close', () => {
    left.abort();
  });
  try {
    const answer = await lines.question(`${question} [Y/n] `, { signal: left.signal });
    return /^(y(es)?)?$/i.test(answer.trim());
  } catch (error) {
    if (!left.signal.aborted) throw error;
    process.stdout.write('\n');
    return null;
  } finally {
    lines.close();
  }
}
