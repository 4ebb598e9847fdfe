import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { PlanSet } from '../../../../src/vscode/repository/planSet.ts';

const none = (): boolean => false;

describe('the files that are plans', () => {
  let plans: PlanSet;
  beforeEach(() => {
    plans = new PlanSet();
  });

  it('come and go, each once', () => {
    assert.deepEqual([plans.add('b'), plans.add('a'), plans.add('a')], [true, true, false]);
    assert.deepEqual([plans.delete('b'), plans.delete('b')], [true, false]);
    assert.deepEqual(plans.all(), ['a']);
  });

  it('are those that were known until all are found', async () => {
    plans.add('old');
    const search = held();
    const searched = plans.search(search.find, none);
    assert.deepEqual(plans.all(), ['old']);
    search.found(['new']);
    assert.equal(await searched, true);
    assert.deepEqual(plans.all(), ['new']);
  });

  it('stay when they say so themselves, though no glob finds them', async () => {
    plans.add('note');
    plans.add('old');
    await plans.search(
      () => Promise.resolve(['new']),
      (key) => key === 'note',
    );
    assert.deepEqual(plans.all(), ['new', 'note']);
  });

  it('may come and go while all are looked for', async () => {
    plans.add('old');
    const search = held();
    const searched = plans.search(search.find, none);
    plans.add('late');
    plans.add('old');
    plans.delete('gone');
    search.found(['gone', 'new']);
    await searched;
    assert.deepEqual(plans.all(), ['late', 'new', 'old']);
  });

  it('are those of the search that began last, whichever ends first', async () => {
    const [slow, quick] = [held(), held()];
    const first = plans.search(slow.find, none);
    const second = plans.search(quick.find, none);
    quick.found(['new']);
    await second;
    slow.found(['old']);
    assert.equal(await first, false);
    assert.deepEqual(plans.all(), ['new']);
  });

  it('are no more than can be watched', async () => {
    await plans.search(() => Promise.resolve(Array.from({ length: 900 }, (_, index) => String(index))), none);
    assert.deepEqual([plans.all().length, plans.add('more')], [500, false]);
  });
});

function held(): {
  readonly find: () => Promise<readonly string[]>;
  found: (keys: readonly string[]) => void;
} {
  let found: (keys: readonly string[]) => void = () => undefined;
  const finding = new Promise<readonly string[]>((resolve) => (found = resolve));
  return { find: () => finding, found };
}
