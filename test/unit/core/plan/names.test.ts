import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { nameAt, namesOf, placedNames } from '../../../../src/core/plan/names.ts';
import { placeOf, planOf, textAt } from '../../../support/planText.ts';

const lines = [
  '## Phase 1: Base',
  '- [ ] 1.1 A',
  '- [ ] 1.2 B',
  '- [ ] 1.3 C',
  '## Phase 2: Rest (pipeline-start: 1.2)',
  '- [ ] **2.1** D (depends: 1.1-1.3, phase 1)',
  '- [ ] 2.2 group (depends: 2.1)',
  '  - [ ] 2.2.1 child',
  '- [ ] VERIFY 2: `npm test`',
  '- [ ] 2.3 E',
  '  - after: VERIFY 2',
];
const plan = planOf(lines);

describe('names in a plan', () => {
  it('are ids where they are defined and where they are meant, each once', () => {
    const told = placedNames(plan).map(
      ({ named, range, role }) => `${named.kind} ${named.id} ${role} "${textAt(lines, range)}"`,
    );
    assert.deepEqual(told, [
      'task 1.1 definition "1.1"',
      'task 1.2 definition "1.2"',
      'task 1.3 definition "1.3"',
      'task 2.1 definition "2.1"',
      'task 1.1 reference "1.1"',
      'task 1.2 reference "1.1-1.3"',
      'task 1.3 reference "1.3"',
      'phase 1 reference "phase 1"',
      'task 2.2 definition "2.2"',
      'task 2.1 reference "2.1"',
      'task 2.2.1 definition "2.2.1"',
      'task VERIFY-2 definition "VERIFY 2"',
      'task 2.3 definition "2.3"',
      'task VERIFY-2 reference "VERIFY 2"',
      'task 1.2 reference "1.2"',
    ]);
  });

  it('of one task say who depends on it', () => {
    const places = namesOf(plan, { kind: 'task', id: '1.2' });
    assert.deepEqual(
      places.map(({ range, by }) => [placeOf(range), by]),
      [
        ['3:7-10', null],
        ['6:27-34', '2.1'],
        ['5:35-38', null],
      ],
    );
  });

  it('are found at a place up to their end, an id before the range that it ends', () => {
    const at = (line: number, column: number) => nameAt(plan, { line, column })?.named.id ?? null;
    assert.deepEqual(
      [at(6, 27), at(6, 30), at(6, 31), at(6, 34), at(6, 36), at(6, 9), at(1, 5), at(3, 20)],
      ['1.1', '1.1', '1.3', '1.3', '1', '2.1', null, null],
    );
  });

  it('can be written in another way than the id, and then are not the id', () => {
    const places = namesOf(plan, { kind: 'task', id: 'VERIFY-2' });
    assert.deepEqual(
      places.map(({ isWritten }) => isWritten),
      [false, false],
    );
  });
});
