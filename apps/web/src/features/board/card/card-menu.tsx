'use client';

import type { Card } from '@weir/contract';
import { Button } from '@/components/button';
import { Glyph } from '@/components/glyph';
import { Menu, MenuItem, MenuLine } from '@/components/menu';
import { useBoardRoom } from '../board-context';
import styles from './card.module.css';

/** All that can be done with a card where it stands. */
export function CardMenu({ card, isReachable }: { card: Card; isReachable: boolean }) {
  const { board, open, openCard, archive, unblock } = useBoardRoom();
  const { number, ref } = card;
  const kind = board.columns.find(({ id }) => id === card.columnId)?.kind;
  return (
    <Menu
      label={`${ref}`}
      placement="bottom end"
      trigger={
        <Button
          variant="plain"
          className={styles.menu}
          aria-label={`Actions of ${ref}`}
          excludeFromTabOrder={!isReachable}
        >
          <Glyph name="more" size={14} />
        </Button>
      }
    >
      <MenuItem onAction={() => openCard(number)}>Open</MenuItem>
      <MenuItem onAction={() => open({ kind: 'move', card: number })}>Move…</MenuItem>
      {kind === 'active' && (
        <MenuItem onAction={() => open({ kind: 'putBack', card: number })}>Put back…</MenuItem>
      )}
      {card.blocked ? (
        <MenuItem onAction={() => unblock(card)}>Unblock</MenuItem>
      ) : (
        <MenuItem onAction={() => open({ kind: 'block', card: number })}>Block…</MenuItem>
      )}
      <MenuLine />
      <MenuItem onAction={() => archive(card)}>Archive</MenuItem>
    </Menu>
  );
}
