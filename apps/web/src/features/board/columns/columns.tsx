'use client';

import type { FocusEvent, RefObject } from 'react';
import { lanesOf } from '@/lib/board/cells';
import { useBoardPage } from '../board-context';
import styles from '../board-page.module.css';
import { useMoveKeys } from '../moving/move-keys';
import { useTouchDrag } from '../moving/touch-drag';
import { Column } from './column';
import { ColumnSwitcher } from './column-switcher';
import { gridTracks, useHeadHeight } from './grid';
import { GroupBar } from './group-bar';
import bar from './group-bar.module.css';
import { groupBars } from './group-layout';
import { LaneHead } from './lanes';

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
  const { board, collapsed, dragged, filtering, verdictOn } = page;
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
      <ColumnSwitcher
        root={root}
        board={board}
        shown={filtering.isActive ? filtering.shownBoard : null}
        verdictOn={(columnId) => verdictOn({ columnId })?.kind}
      />
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
