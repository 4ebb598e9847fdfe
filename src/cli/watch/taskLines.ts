import type { DashboardView, StructureNode, TaskCard } from '../../shared/dashboard/view.ts';
import { taskSign } from '../../shared/taskSign.ts';
import { printable } from '../../core/base/printable.ts';
import { countText, durationText } from '../../shared/dashboard/quantities.ts';
import { layOut } from '../live/columns.ts';
import { taskLooks } from '../taskLook.ts';
import type { TaskRow } from '../taskRow.ts';
import type { Line } from './cell.ts';
import { taskName } from './taskName.ts';

/** The lines of these tasks (`plan/id`), for so many cells. */
export function taskLines(
  view: DashboardView,
  refs: readonly string[],
  { width, now }: { readonly width: number; readonly now: number },
): readonly Line[] {
  const cards = new Map(view.tasks.map((card) => [card.ref, card]));
  const nodes = new Map(view.structure.nodes.map((node) => [node.ref, node]));
  const rows = refs.flatMap((ref) => {
    const card = cards.get(ref);
    return card === undefined ? [] : [cardRow(card, nodes.get(ref), { view, now })];
  });
  const columns = layOut(rows, width);
  return rows.map((row) => ({
    key: row.key,
    chosen: false,
    cells: [
      { text: row.name, width: columns.name },
      { text: `${row.look.symbol} ${row.word}`, width: columns.state, color: row.look.color },
      { text: row.title, width: columns.title },
      { text: row.agent, width: columns.agent },
      { text: row.elapsed, width: columns.elapsed },
      { text: row.tokens, width: columns.tokens },
      { text: row.text, width: columns.text, weight: 'dim' },
    ],
  }));
}

/** A task of the dashboard as tables show it. */
export function cardRow(
  card: TaskCard,
  node: StructureNode | undefined,
  { view, now }: { readonly view: DashboardView; readonly now: number },
): TaskRow {
  const { word, icon } = taskSign(card);
  const until = card.endedAt ?? view.header.endedAt ?? now;
  return {
    key: card.ref,
    state: card.state,
    name: taskName(card.ref, view),
    title: printable(node?.title ?? ''),
    look: taskLooks[icon],
    word,
    agent: printable(card.agent ?? ''),
    elapsed: card.startedAt === null ? '' : durationText(until - card.startedAt),
    tokens: card.tokens === 0 ? '' : countText(card.tokens),
    text: printable(textOf(card, view)),
    hint: null,
    endedAt: null,
  };
}

function textOf({ state, health, why, doing, attempt, blockers }: TaskCard, view: DashboardView): string {
  if (health === 'stuck' && why !== null) return why;
  if (state === 'running' && doing !== null && doing !== '')
    return attempt > 1 ? `attempt ${attempt}: ${doing}` : doing;
  if (why !== null) return why;
  return blockers.length === 0 ? '' : `after ${blockers.map((ref) => taskName(ref, view)).join(', ')}`;
}
