'use client';

import type { Board } from '@weir/contract';
import { type CSSProperties, type FocusEvent, type RefObject, useLayoutEffect } from 'react';
import { lanesOf } from '@/lib/board/cells';
import { useBoardPage } from '../board-context';
import styles from '../board-page.module.css';
import { useMoveKeys } from '../moving/move-keys';
import { useTouchDrag } from '../moving/touch-drag';
import { Column } from './column';
import { ColumnSwitcher } from './column-switcher';
import { GroupBar } from './group-bar';
import bar from './group-bar.module.css';
import { groupBars } from './group-layout';
import { LaneHead } from './lanes';
import type { Collapsed } from './use-collapsed';

type Props = {
  root: RefObject<HTMLDivElement | null>;
  focusHandlers: { onFocus: (event: FocusEvent) => void; onBlur: (event: FocusEvent) => void };
};

/**
 * The columns side by side, below the bars of the limits they share. Swimlanes are the rows of a grid. A phone shows
 * one column at a time, with a switcher above and the lanes inside the column.
 */
export function Columns({ root, focusHandlers }: Props) {
  const page = useBoardPage();
  const { board, collapsed, dragged } = page;
  const onKeyDown = useMoveKeys(root, page);
  useTouchDrag(root);
  const bars = groupBars(
    board.columns.map(({ id }) => id),
    board.limits,
  );
  const groupRows = Math.max(0, ...bars.map(({ row }) => row + 1));
  const lanes = lanesOf(board, dragged !== null);
  useHeadHeight(root, `${groupRows} ${board.columns.map(({ id }) => id).join(' ')}`);
  return (
    <>
      <ColumnSwitcher root={root} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the cards inside */}
      <div
        ref={root}
        className={styles.columns}
        style={gridTracks(board, collapsed, groupRows, lanes.length)}
        data-lanes={lanes.length > 0 || undefined}
        onKeyDown={onKeyDown}
        {...focusHandlers}
      >
        {groupRows > 0 && <div className={bar.backdrop} style={{ gridRow: `1 / ${groupRows + 1}` }} />}
        {bars.map((each) => (
          <GroupBar key={`${each.limit.id} ${each.from}`} {...each} />
        ))}
        {lanes.map((lane, at) => (
          <LaneHead key={lane ?? 'none'} lane={lane} gridRow={groupRows + 2 + 2 * at} />
        ))}
        {board.columns.map((column, at) => (
          <Column key={column.id} column={column} at={at + 1} lanes={lanes} />
        ))}
      </div>
    </>
  );
}

/** Split columns are wider. Rows: the group bars, the column heads, and two rows for each lane. */
function gridTracks(board: Board, collapsed: Collapsed, groupRows: number, lanes: number): CSSProperties {
  const widths = board.columns.map(({ id, split }) =>
    collapsed.has(id) ? '2.5rem' : split ? 'var(--wide)' : 'var(--narrow)',
  );
  const rows = [
    ...Array(groupRows).fill('1.5rem'),
    ...(lanes > 0 ? ['auto', ...Array(lanes).fill('var(--lane-head) auto')] : ['minmax(0, 1fr)']),
  ];
  return { '--tracks': widths.join(' '), '--rows': rows.join(' '), '--groups': groupRows } as CSSProperties;
}

/**
 * Measures how far down the sticky bars and heads reach and gives it to the styles as `--stuck`: lane names stick
 * below that line, and nothing is scrolled into view behind it.
 */
function useHeadHeight(root: RefObject<HTMLElement | null>, layout: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns are other heads to measure
  useLayoutEffect(() => {
    const page = root.current?.closest('main');
    const heads = [...(root.current?.querySelectorAll<HTMLElement>('[data-column] > header') ?? [])];
    if (!page) return;
    const measure = () => {
      const reach = heads.map(
        (head) => (Number.parseFloat(getComputedStyle(head).top) || 0) + head.offsetHeight,
      );
      page.style.setProperty('--stuck', `${Math.max(0, ...reach)}px`);
    };
    measure();
    const watcher = new ResizeObserver(measure);
    for (const head of heads) watcher.observe(head);
    return () => watcher.disconnect();
  }, [root, layout]);
}
