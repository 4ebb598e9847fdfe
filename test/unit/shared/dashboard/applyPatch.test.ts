import assert from 'node:assert/strict';
import { applyPatch } from '../../../../src/shared/dashboard/applyPatch.ts';
import { dashboardView } from '../../../support/dashboardView.ts';

describe('a patch of the dashboard', () => {
  const view = dashboardView(12);
  const refs = (rows: readonly { readonly ref: string }[]) => rows.map(({ ref }) => ref);

  it('changes nothing when it is empty: every part keeps its identity', () => {
    const after = applyPatch(view, {});
    for (const [key, part] of Object.entries(after)) assert.equal(part, view[key as keyof typeof view], key);
  });

  it('replaces the rows that it names, in their place, and no others', () => {
    const changed = { ...view.tasks[3]!, tokens: 99 };
    const { tasks } = applyPatch(view, { tasks: [changed] });
    assert.deepEqual(refs(tasks), refs(view.tasks));
    assert.equal(tasks[3], changed);
    assert.equal(tasks[4], view.tasks[4]);
  });

  it('takes new tasks in and old ones out by the order that it gives', () => {
    const added = { ...view.tasks[0]!, ref: 'auth/9.1' };
    const order = ['auth/9.1', ...refs(view.tasks).filter((ref) => ref !== 'auth/1.2')];
    const after = applyPatch(view, { tasks: [added], order });
    assert.deepEqual(refs(after.tasks), order);
    assert.ok(!refs(after.timeline).includes('auth/1.2'));
  });

  it('puts a new row of the timeline where its task is', () => {
    const late = view.tasks.findLast(({ ref }) => !refs(view.timeline).includes(ref))!.ref;
    const early = view.timeline[2]!;
    const without = { ...view, timeline: view.timeline.filter((row) => row !== early) };
    const { timeline } = applyPatch(without, { timeline: [{ ref: late, spans: [] }, early] });
    assert.deepEqual(refs(timeline), [...refs(view.timeline), late]);
  });

  it('can take the forecast away', () => {
    assert.equal(applyPatch(view, { forecast: null }).forecast, null);
    assert.equal(applyPatch(view, {}).forecast, view.forecast);
  });
});
