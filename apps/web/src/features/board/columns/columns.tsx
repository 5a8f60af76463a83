'use client';

import { can } from '@weir/contract';
import type { FocusEvent, RefObject } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { lanesOf } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from '../board-page.module.css';
import { NewColumn } from '../later-names';
import { useBoardDrag } from '../moving/drag';
import { useMoveKeys } from '../moving/move-keys';
import { Column } from './column';
import { ColumnSwitcher } from './column-switcher';
import { gridTracks, useHeadHeight } from './grid';
import bar from './groups/group-bar.module.css';
import { groupBars } from './groups/group-layout';
import { GroupBar, LaneHeads } from './later-parts';
import styleOfNew from './naming/new-column.module.css';
import { useColumnNaming } from './naming/use-column-naming';

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
  useBoardDrag(root);
  const { role } = useWorkspace();
  const t = useTranslations();
  const naming = useColumnNaming(root, board.columns);
  const { after } = naming;
  // Null is the place of the column that is being added.
  const places = board.columns.flatMap((each) => (each === after ? [each, null] : [each]));
  const tracks = places.map((each) => each ?? { id: 'new', split: false });
  const bars = groupBars(
    tracks.map(({ id }) => id),
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
        shown={filtering.isActive && !filtering.hidesAll ? filtering.shownBoard : null}
        verdictOn={(columnId) => verdictOn({ columnId })?.kind}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the cards inside */}
      <div
        ref={root}
        className={styles.columns}
        style={gridTracks({ columns: tracks }, collapsed, groupRows, lanes.length)}
        data-lanes={lanes.length > 0 || undefined}
        onKeyDown={onKeyDown}
        {...focusHandlers}
      >
        {groupRows > 0 && <div className={bar.backdrop} style={{ gridRow: `1 / ${groupRows + 1}` }} />}
        {bars.map((each) => (
          <GroupBar key={`${each.limit.id} ${each.from}`} {...each} />
        ))}
        {lanes.length > 0 && <LaneHeads lanes={lanes} groupRows={groupRows} />}
        {places.map((each, at) =>
          each ? (
            <Column
              key={each.id}
              column={each}
              at={at + 1}
              lanes={lanes}
              onRenamed={(byKey) => naming.endRenaming(each.id, byKey)}
            />
          ) : (
            after && (
              <NewColumn key={`after ${after.id}`} after={after} at={at + 1} onDone={naming.endAdding} />
            )
          ),
        )}
        {can(role, 'manageBoards') && !board.archivedAt && (
          <div className={styleOfNew.add} style={{ gridColumn: places.length }}>
            <Button
              variant="plain"
              aria-label={t('settings.columns.add.title')}
              title={t('settings.columns.add.title')}
              data-add-column=""
              onPress={naming.beginAtEnd}
            >
              <Glyph name="plus" size={13} />
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
