'use client';

import type { Board } from '@weir/contract';
import { type CSSProperties, type FocusEvent, type RefObject, useLayoutEffect } from 'react';
import { lanesOf } from '@/lib/board/cells';
import { useBoardContext } from '../board-context';
import styles from '../board-page.module.css';
import { useMoveKeys } from '../moving/move-keys';
import { Column } from './column';
import { ColumnSwitcher } from './column-switcher';
import { GroupBar } from './group-bar';
import bar from './group-bar.module.css';
import { groupBars } from './group-layout';
import { LaneHead } from './lanes';

type Props = {
  root: RefObject<HTMLDivElement | null>;
  focusHandlers: { onFocus: (event: FocusEvent) => void; onBlur: (event: FocusEvent) => void };
};

/**
 * The columns beside one another, under the bars of the limits they share; with lanes, a grid with a row for each.
 * On a phone one column at a time, with the others’ room above and the lanes inside.
 */
export function Columns({ root, focusHandlers }: Props) {
  const room = useBoardContext();
  const { board, dragged } = room;
  const onKeyDown = useMoveKeys(root, room);
  const bars = groupBars(
    board.columns.map(({ id }) => id),
    board.limits,
  );
  const groups = Math.max(0, ...bars.map(({ row }) => row + 1));
  const lanes = lanesOf(board, dragged !== null);
  useHeadHeight(root, `${groups} ${board.columns.map(({ id }) => id).join(' ')}`);
  return (
    <>
      <ColumnSwitcher root={root} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the cards inside */}
      <div
        ref={root}
        className={styles.columns}
        style={tracks(board, groups, lanes.length)}
        data-lanes={lanes.length > 0 || undefined}
        onKeyDown={onKeyDown}
        {...focusHandlers}
      >
        {groups > 0 && <div className={bar.backdrop} style={{ gridRow: `1 / ${groups + 1}` }} />}
        {bars.map((each) => (
          <GroupBar key={`${each.limit.id} ${each.from}`} {...each} />
        ))}
        {lanes.map((lane, at) => (
          <LaneHead key={lane ?? 'none'} lane={lane} gridRow={groups + 2 + 2 * at} />
        ))}
        {board.columns.map((column, at) => (
          <Column key={column.id} column={column} at={at + 1} lanes={lanes} />
        ))}
      </div>
    </>
  );
}

/** The grid: split columns are wider; rows for the bars, for the heads, and two for each lane. */
function tracks(board: Board, groups: number, lanes: number): CSSProperties {
  const widths = board.columns.map(({ split }) => (split ? 'var(--wide)' : 'var(--narrow)'));
  const rows = [
    ...Array(groups).fill('2rem'),
    ...(lanes > 0 ? ['auto', ...Array(lanes).fill('var(--lane-head) auto')] : ['1fr']),
  ];
  return { '--tracks': widths.join(' '), '--rows': rows.join(' '), '--groups': groups } as CSSProperties;
}

/**
 * Tells the styles of the board, as `--stuck`, down to where the bars and heads of its columns reach when they
 * stick: lanes' names stick below them, and nothing is brought into view behind them.
 */
export function useHeadHeight(root: RefObject<HTMLElement | null>, layout: string): void {
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
