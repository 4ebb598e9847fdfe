import { printable } from '../base/printable.ts';
import type { RunStatus, TaskStatusRow } from '../../shared/status.ts';

const maxChars = 60_000;

/** What a pull request of a plan's integration branch says: what landed, what did not and why. */
export function pullRequestText(
  status: RunStatus,
  { plan, title }: { readonly plan: string; readonly title: string },
): { readonly title: string; readonly body: string } {
  const rows = status.tasks.filter((row) => row.plan === plan);
  const landed = rows.filter(({ state }) => state === 'landed');
  const open = rows.filter(({ state }) => state !== 'landed' && state !== 'skipped');
  const gated = status.plans.find(({ name }) => name === plan)?.gated ?? false;
  const sections = [
    `${String(landed.length)} of ${String(rows.length)} tasks of \`${plan}\` have landed.`,
    gated
      ? 'Each passed its gate on the tree that landed.'
      : 'No gate is configured: none of it was verified by one.',
    section('Landed', landed, () => ''),
    section('Not landed', open, ({ state, why }) => (why === null ? `: ${state}` : `: ${state}, ${why}`)),
  ];
  const body = sections.filter((text) => text !== '').join('\n\n');
  const cut = body.length <= maxChars ? body : `${body.slice(0, maxChars)}\n\n[… the rest is left out …]`;
  return { title: printable(title === '' ? plan : title, 120), body: `${cut}\n` };
}

function section(
  title: string,
  rows: readonly TaskStatusRow[],
  more: (row: TaskStatusRow) => string,
): string {
  if (rows.length === 0) return '';
  const lines = rows.map((row) => `- ${escaped(`${row.id} ${row.title}${more(row)}`)}`);
  return `## ${title}\n\n${lines.join('\n')}`;
}

/** Titles and reasons are other people's words. */
function escaped(text: string): string {
  return printable(text, 300).replace(/[\\`*_[\]<>#@]/g, '\\$&');
}
