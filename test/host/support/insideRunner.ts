import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import type { InsideReport } from './insideSession.ts';

export interface InsideRun {
  readonly reportFile: string;
  /** Only tests whose full title contains this; null for all. */
  readonly grep: string | null;
  /** Declares the tests: requires their files. */
  readonly load: () => void;
}

/** Runs in the extension host: an ordinary mocha run whose results go to a file, one JSON object a line. */
export function runInside({ reportFile, grep, load }: InsideRun): Promise<void> {
  process.setSourceMapsEnabled(true);
  const report = (line: InsideReport): void => {
    appendFileSync(reportFile, `${JSON.stringify(line)}\n`);
  };
  const mocha = new Mocha({ ui: 'bdd', timeout: 150_000, reporter: SilentReporter });
  if (grep !== null) mocha.fgrep(grep);
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  load();
  const events = Mocha.Runner.constants;
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      report({ kind: 'ended' });
      resolve();
    });
    runner
      .on(events.EVENT_TEST_PASS, (test) => {
        report({ kind: 'passed', title: test.fullTitle(), durationMs: test.duration ?? 0 });
      })
      .on(events.EVENT_TEST_FAIL, (test, error) => {
        report({ kind: 'failed', title: test.fullTitle(), error: textOf(error) });
      })
      .on(events.EVENT_TEST_PENDING, (test) => {
        report({ kind: 'skipped', title: test.fullTitle() });
      });
  });
}

/** The listeners above report. */
class SilentReporter extends Mocha.reporters.Base {}

/** The message of an assertion shows the difference already. */
function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
