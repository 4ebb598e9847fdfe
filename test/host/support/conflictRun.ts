import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createCliRig, type CliRig } from '../../support/cliRig.ts';

const write = (path: string, text: string) => ({ do: 'write', path, text }) as const;

/**
 * A run that was played on the command line and waits for a person: A1's gate failed once, A2 landed meanwhile, and
 * A1's agent gave the conflict in `a.txt` up; with comments of a review it resolves it.
 */
export function createConflictRun(): CliRig {
  const rig = createCliRig({
    'plan.md': '# Plan\n\n- [ ] A1 One\n- [ ] A2 Two\n',
    'a.txt': 'top\nmiddle\nbottom\n',
  });
  const { root } = rig.repo;
  const [repairs, gated] = [join(root, 'repairs'), join(root, 'gated')];
  const gate = [
    "const { existsSync, writeFileSync } = require('node:fs');",
    `if (existsSync('two.txt')) writeFileSync(${JSON.stringify(gated)}, '');`,
    "if (existsSync('bad.txt')) { console.log('at a.txt:2:1'); process.exit(1); }",
  ];
  const agents = { script: { adapter: 'script', args: [join(root, 'scenario.json')] } };
  const config = { agent: 'script', agents, verify: ['node gate.cjs'], conflicts: 'ignore' };
  rig.repo.commit({ 'gate.cjs': `${gate.join('\n')}\n`, 'tutti.json': JSON.stringify(config) });
  rig.scenario({
    A1: [
      {
        steps: [
          { do: 'say', text: 'I change the middle.' },
          write('a.txt', 'top\nfrom one\nbottom\n'),
          write('bad.txt', 'x\n'),
        ],
      },
      {
        when: 'gate failed',
        steps: [
          write(repairs, ''),
          { do: 'waitFor', path: gated },
          { do: 'delete', path: 'bad.txt' },
          write('one.txt', '1\n'),
        ],
      },
      { when: 'Comments of a review', steps: [write('a.txt', 'top\nfrom three\nbottom\n')] },
      { when: 'conflict', steps: [{ do: 'say', text: 'I give up.' }] },
    ],
    A2: [
      {
        steps: [
          { do: 'waitFor', path: repairs },
          write('a.txt', 'top\nfrom two\nbottom\n'),
          write('two.txt', '2\n'),
        ],
      },
    ],
  });
  const played = rig.tutti(['run', 'plan.md']);
  assert.equal(played.code, 1, played.stderr);
  return rig;
}
