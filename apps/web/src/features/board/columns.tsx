'use client';

import type { FocusEvent, RefObject } from 'react';
import styles from './board-page.module.css';
import { useBoardRoom } from './board-room';
import { Column } from './column';
import { ColumnSwitcher } from './column-switcher';
import { useCardKeys } from './use-card-keys';

type Props = {
  root: RefObject<HTMLDivElement | null>;
  focusHandlers: { onFocus: (event: FocusEvent) => void; onBlur: (event: FocusEvent) => void };
};

/** The columns beside one another; on a phone one at a time, with the others’ room above. */
export function Columns({ root, focusHandlers }: Props) {
  const room = useBoardRoom();
  const onKeyDown = useCardKeys(root, room);
  return (
    <>
      <ColumnSwitcher root={root} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the cards inside */}
      <div ref={root} className={styles.columns} onKeyDown={onKeyDown} {...focusHandlers}>
        {room.board.columns.map((column) => (
          <Column key={column.id} column={column} />
        ))}
      </div>
    </>
  );
}
