import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InsideSession } from '../../support/insideSession.ts';

/** A folder that nobody trusts and that is no repository. */
export const session: InsideSession = {
  host: { trusted: false },
  prepare: () => {
    const open = mkdtempSync(join(tmpdir(), 'tutti-untrusted-'));
    writeFileSync(
      join(open, 'plan.md'),
      '# Plan\n\n- [ ] 1.1 One\n- [ ] 1.2 Two (depends: 1.1)\n- [ ] 1.3 Three (depends: 9.9)\n',
    );
    return { open, dispose: () => rmSync(open, { recursive: true, force: true }) };
  },
};
