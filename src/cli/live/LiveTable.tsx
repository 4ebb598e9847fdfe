import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { layOut, type Columns } from './columns.ts';
import { progressBar } from '../progressBar.ts';
import { runColors } from '../taskLook.ts';
import type { TaskRow } from '../taskRow.ts';
import type { LiveView } from './liveView.ts';

export interface LiveTableProps {
  readonly view: LiveView;
  /** Cells of a line. */
  readonly width: number;
  /** False: no colours (ink itself does not know `NO_COLOR`). */
  readonly colored: boolean;
  /** A line about keys, or about what is going on; null: none. */
  readonly footer: string | null;
}

/** Lines that are not rows: header, reason, empty line, rest, two of the footer, and the last one of the screen. */
export const linesAround = 7;

export function LiveTable({ view, width, colored, footer }: LiveTableProps): ReactNode {
  const columns = layOut(view.rows, width);
  return (
    <Box flexDirection="column" width={width}>
      <Header view={view} width={width} colored={colored} />
      {view.rows.length > 0 && <Text> </Text>}
      {view.rows.map((row) => (
        <Row key={row.key} row={row} columns={columns} colored={colored} />
      ))}
      {view.rest !== null && (
        <Text wrap="truncate-end" dimColor={colored}>
          {view.rest}
        </Text>
      )}
      {footer !== null && (
        <Text wrap="wrap" dimColor={colored}>
          {footer}
        </Text>
      )}
    </Box>
  );
}

function Header({ view, width, colored }: Omit<LiveTableProps, 'footer'>): ReactNode {
  const bar = progressBar(view.landed, view.total, Math.min(24, Math.floor(width / 4)));
  return (
    <>
      <Text wrap="truncate-end">
        <Text bold={colored} {...painted(runColors[view.state], colored)}>
          {view.state}
        </Text>
        {`  ${bar} ${view.landed}/${view.total} landed  `}
        <Text dimColor={colored}>{view.facts.join(' · ')}</Text>
      </Text>
      {view.reason !== null && <Text wrap="truncate-end">{view.reason}</Text>}
    </>
  );
}

function Row({
  row,
  columns,
  colored,
}: {
  readonly row: TaskRow;
  readonly columns: Columns;
  readonly colored: boolean;
}): ReactNode {
  const { look } = row;
  return (
    <>
      <Box>
        <Cell width={columns.name}>{row.name}</Cell>
        <Cell width={columns.title}>{row.title}</Cell>
        <Cell width={columns.state}>
          <Text {...painted(look.color, colored)}>{`${look.symbol} ${row.word}`}</Text>
        </Cell>
        <Cell width={columns.agent}>{row.agent}</Cell>
        <Cell width={columns.elapsed}>{row.elapsed}</Cell>
        <Cell width={columns.tokens}>{row.tokens}</Cell>
        <Box width={columns.text} flexShrink={0}>
          <Text wrap="truncate-end" dimColor={colored}>
            {row.text}
          </Text>
        </Box>
      </Box>
      {row.hint !== null && (
        <Text wrap="truncate-end" {...painted('yellow', colored)}>{`  → ${row.hint}`}</Text>
      )}
    </>
  );
}

/** One cell, cut to its width by what the terminal shows, with a space behind it. */
function Cell({ width, children }: { readonly width: number; readonly children: ReactNode }): ReactNode {
  if (width === 0) return null;
  return (
    <Box width={width} paddingRight={2} flexShrink={0}>
      <Text wrap="truncate-end">{children}</Text>
    </Box>
  );
}

function painted(color: string | null, colored: boolean): { readonly color?: string } {
  return color === null || !colored ? {} : { color };
}
