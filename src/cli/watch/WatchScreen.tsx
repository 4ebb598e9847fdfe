import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { wholeWidth, type Cell, type Line } from './cell.ts';
import type { PaneView, WatchView } from './watchView.ts';

export interface WatchScreenProps {
  readonly view: WatchView;
  /** False: no colours and no weights (ink itself does not know `NO_COLOR`). */
  readonly colored: boolean;
}

export function WatchScreen({ view, colored }: WatchScreenProps): ReactNode {
  const { width, body } = view;
  return (
    <Box flexDirection="column" width={width}>
      <Lines lines={view.header} width={width} colored={colored} />
      {body.kind === 'text' ? (
        <Pane pane={body.pane} width={width} colored={colored} />
      ) : (
        <>
          <Box justifyContent="space-between">
            {body.columns.map((column, index) => (
              <Box key={index} flexDirection="column" width={column.width} flexShrink={0}>
                {column.panes.map((pane) => (
                  <Pane key={pane.title.slice(0, 1)} pane={pane} width={column.width} colored={colored} />
                ))}
              </Box>
            ))}
          </Box>
          {body.trends !== null && <Lines lines={[body.trends]} width={width} colored={colored} />}
        </>
      )}
      <Lines lines={view.footer} width={width} colored={colored} />
    </Box>
  );
}

interface Space {
  readonly width: number;
  readonly colored: boolean;
}

function Pane({ pane, width, colored }: Space & { readonly pane: PaneView }): ReactNode {
  const { title, focused, height, lines } = pane;
  const rule = '─'.repeat(width);
  return (
    <>
      <Text
        wrap="truncate-end"
        {...styleOf(focused ? { color: 'cyan', weight: 'bold' } : { weight: 'dim' }, colored)}
      >
        {`${focused ? '›' : ' '}${title} ${rule}`.slice(0, width)}
      </Text>
      <Box flexDirection="column" height={height} overflow="hidden">
        {lines.map((line) => (
          <Box key={line.key} height={1}>
            <Text {...styleOf({ color: 'cyan', weight: 'bold' }, colored)}>{line.chosen ? '› ' : '  '}</Text>
            <Cells cells={line.cells} width={width - 2} colored={colored} />
          </Box>
        ))}
      </Box>
    </>
  );
}

function Lines({ lines, width, colored }: Space & { readonly lines: readonly Line[] }): ReactNode {
  return lines.map((line) => (
    <Box key={line.key} height={1}>
      <Cells cells={line.cells} width={width} colored={colored} />
    </Box>
  ));
}

/** Side by side; one of the whole width takes what is left, and what has no room is cut. */
function Cells({ cells, width, colored }: Space & { readonly cells: readonly Cell[] }): ReactNode {
  const fixed = cells.reduce((sum, cell) => sum + (cell.width === wholeWidth ? 0 : cell.width), 0);
  return (
    <Box width={width} overflow="hidden">
      {cells.map((cell, index) => {
        const own = cell.width === wholeWidth ? Math.max(0, width - fixed) : cell.width;
        if (own === 0) return null;
        const isLast = index === cells.length - 1;
        return (
          <Box key={index} width={own} height={1} paddingRight={isLast ? 0 : 1} flexShrink={isLast ? 1 : 0}>
            <Text wrap="truncate-end" {...styleOf(cell, colored)}>
              {cell.text}
            </Text>
          </Box>
        );
      })}
    </Box>
  );
}

function styleOf(
  { color, weight }: Pick<Cell, 'color' | 'weight'>,
  colored: boolean,
): { readonly color?: string; readonly bold?: boolean; readonly dimColor?: boolean } {
  if (!colored) return {};
  return {
    ...(color === null || color === undefined ? {} : { color }),
    ...(weight === 'bold' ? { bold: true } : {}),
    ...(weight === 'dim' ? { dimColor: true } : {}),
  };
}
