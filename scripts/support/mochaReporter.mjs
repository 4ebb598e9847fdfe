import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Dots and the failures at the end; leaves the counts in the file that `TUTTI_TEST_COUNTS` names. */
export default class CountingReporter extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(process.env.TUTTI_TEST_COUNTS, JSON.stringify({ passes, failures, pending }));
    });
  }
}
