import type { StructureNode, StructureView, TaskCard } from '../../../src/shared/dashboard/view.ts';

/** A card with what the test does not care about filled in. */
export function card(ref: string, values: Partial<TaskCard> = {}): TaskCard {
  return {
    ...{ ref, state: 'pending', gate: false, why: null, blockers: [], agent: null, model: null, attempt: 0 },
    ...{ startedAt: null, endedAt: null, progress: null, health: null, doing: null, contextUsed: null },
    ...{ tokens: 0, costUsd: null, filesChanged: 0, ungated: false, held: false },
    ...values,
  };
}

/** Phases of a plan `shop` that meet in barriers; `tasks` are `id: ids of its dependencies` by phase. */
export function structureOf(
  phases: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  values: Partial<StructureView> = {},
): StructureView {
  const nodes: StructureNode[] = [];
  const edges: { from: string; to: string; why: string }[] = [];
  const groups = Object.keys(phases).map((title, index) => {
    const id = String(index + 1);
    return { ref: `shop/phase-${id}`, plan: 'shop', id, title };
  });
  let barrier: string | null = null;
  for (const [index, tasks] of Object.values(phases).entries()) {
    const refs = Object.entries(tasks).map(([id, depends]) => {
      const ref = `shop/${id}`;
      nodes.push({
        ref,
        id,
        kind: 'task',
        title: titles[id] ?? `Task ${id}`,
        phase: groups[index]?.ref ?? null,
      });
      for (const one of depends) edges.push({ from: `shop/${one}`, to: ref, why: 'depends' });
      if (depends.length === 0 && barrier !== null) edges.push({ from: barrier, to: ref, why: 'phase' });
      return ref;
    });
    if (index + 1 === groups.length) break;
    barrier = `shop/barrier-${String(index + 1)}`;
    nodes.push({
      ref: barrier,
      id: '',
      kind: 'barrier',
      title: `after phase ${String(index + 1)}`,
      phase: null,
    });
    for (const ref of refs) {
      if (!edges.some(({ from }) => from === ref)) edges.push({ from: ref, to: barrier, why: 'phase' });
    }
  }
  return { version: 1, phases: groups, nodes, edges, overlaps: [], criticalPath: [], ...values };
}

const titles: Readonly<Record<string, string>> = {
  '1.1': 'Money as whole cents',
  '1.2': 'Table of orders and their history over the years',
  '1.3': 'Read the price list',
  '1.4': 'Convert currencies',
  '2.1': 'Total of a basket',
  '2.2': 'Pay by card',
  '2.3': 'Receipt by mail',
  '2.4': 'Refunds',
  '3.1': 'Load test',
  '3.2': 'Handbook',
};

/** Three phases in which every state is to be seen. */
export function shop(): { readonly structure: StructureView; readonly tasks: readonly TaskCard[] } {
  const structure = structureOf(
    {
      Foundation: { '1.1': [], '1.2': ['1.1'], '1.3': ['1.1'], '1.4': ['1.1'] },
      Pay: { '2.1': [], '2.2': ['2.1'], '2.3': ['2.1'], '2.4': ['2.2', '2.3'] },
      Finish: { '3.1': [], '3.2': [] },
    },
    {
      criticalPath: ['shop/1.1', 'shop/1.2', 'shop/2.1', 'shop/2.2', 'shop/2.4', 'shop/3.1'],
      overlaps: [{ tasks: ['shop/1.2', 'shop/1.4'], files: ['src/orders.ts'] }],
    },
  );
  const claude = { agent: 'claude', attempt: 1, startedAt: 808_000 };
  return {
    structure,
    tasks: [
      card('shop/1.1', { state: 'landed', ...claude, endedAt: 950_000, attempt: 2 }),
      card('shop/1.2', { state: 'running', ...claude, progress: 0.6, doing: 'editing src/orders.ts' }),
      card('shop/1.3', { state: 'failed', ...claude, endedAt: 990_000, why: 'The gate failed: npm test' }),
      card('shop/1.4', { state: 'needs-you', ...claude, why: 'May it run `npm publish`?' }),
      card('shop/2.1', { state: 'running', ...claude, health: 'stuck', why: 'no output for 6 min' }),
      card('shop/2.2', { state: 'ready', why: 'provider anthropic is full' }),
      card('shop/2.3', { state: 'queued', ...claude, gate: true }),
      card('shop/2.4', { state: 'pending', blockers: ['shop/2.2', 'shop/2.3'] }),
      card('shop/3.1', { state: 'blocked', blockers: ['shop/1.3'] }),
      card('shop/3.2', { state: 'skipped' }),
    ],
  };
}
