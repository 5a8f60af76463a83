'use client';

import type { Board, Card as CardOnBoard } from '@weir/contract';
import { ageSeconds, cycleTimeSeconds } from '@weir/domain';
import { type MouseEvent, useRef } from 'react';
import { Avatar } from '@/components/data/avatar';
import { Since, useNow } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { Menu, MenuItem, MenuLine } from '@/components/overlay/menu';
import { avatarMark, personLimitsOf } from '@/features/limits/person-limits';
import { cellOf } from '@/lib/board/keyboard-moves';
import { useBoardContext } from '../board-context';
import { type Edge, useCardDrag } from '../moving/drag';
import styles from './card.module.css';
import { ageBars, classPolicy, dueOf, shortSpan, spanSaid } from './card-words';
import { ClassMark } from './class-mark';

/** A card: its whole face leads to it, it can be dragged, and its menu does all the same. */
export function Card({ card, isCompact = false }: { card: CardOnBoard; isCompact?: boolean }) {
  const { board, canEdit, workspace, current, setCurrent, openCard, dragged, moveCard } = useBoardContext();
  const element = useRef<HTMLLIElement>(null);
  const dropAt = (dropped: number, edge: Edge) =>
    moveCard(dropped, {
      ...cellOf(board, card),
      ...(edge === 'above' ? { before: card.number } : { after: card.number }),
    });
  const edge = useCardDrag(element, card.number, {
    isEnabled: canEdit,
    onDrop: dropAt,
  });
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openCard(card.number);
  };
  const isCurrent = current === card.number;

  return (
    <li
      ref={element}
      className={styles.card}
      data-card={card.number}
      data-blocked={card.blocked ? true : undefined}
      data-class={card.classOfService}
      data-compact={isCompact || undefined}
      data-edge={edge ?? undefined}
      data-dragged={dragged?.number === card.number || undefined}
    >
      <BlockedStrip card={card} />
      <CardMarks card={card} />
      <a
        className={styles.title}
        href={`/${workspace}/${board.key}?card=${card.number}`}
        onClick={follow}
        onFocus={() => setCurrent(card.number)}
        tabIndex={isCurrent ? 0 : -1}
        draggable={false}
        dir="auto"
        aria-describedby={`card-${card.number}`}
      >
        {card.title}
      </a>
      <div id={`card-${card.number}`}>
        <CardFoot card={card} board={board} />
      </div>
      {canEdit && <CardMenu card={card} isReachable={isCurrent} />}
    </li>
  );
}

const maxFaces = 3;

/** What stands above and below a card's title. */
export function CardMarks({ card }: { card: CardOnBoard }) {
  const { board } = useBoardContext();
  if (card.classOfService === 'standard') return null;
  return (
    <div className={styles.marks}>
      <ClassMark of={card.classOfService} policy={classPolicy(board, card.classOfService)} />
    </div>
  );
}

export function BlockedStrip({ card }: { card: CardOnBoard }) {
  if (!card.blocked) return null;
  return (
    <p className={styles.blockedStrip}>
      <Glyph name="blocked" size={11} />
      <span>
        Blocked <Since at={card.blocked.since} />: {card.blocked.reason}
      </span>
    </p>
  );
}

export function CardFoot({ card, board }: { card: CardOnBoard; board: Board }) {
  const due = dueOf(card, board.today);
  const more = card.assignees.length - maxFaces;
  return (
    <div className={styles.foot}>
      <span className={styles.ref}>{card.ref}</span>
      {card.committedAt && !card.deliveredAt && <Age committedAt={card.committedAt} />}
      {card.committedAt && card.deliveredAt && (
        <span title="From commitment to delivery" suppressHydrationWarning>
          {shortSpan(cycleTimeSeconds(card.committedAt, card.deliveredAt))}
        </span>
      )}
      {due && (
        <span className={styles.due} data-tone={due.tone}>
          {due.text}
        </span>
      )}
      {card.request && (
        <span title={`Asked by ${card.request.requester.name}`}>asked as {card.request.ref}</span>
      )}
      {card.assignees.length > 0 && (
        <span className={styles.faces}>
          {card.assignees.slice(0, maxFaces).map(({ id, name }) => (
            <Avatar
              key={id}
              name={name}
              size={22}
              // What is delivered is nobody's burden any more.
              mark={card.deliveredAt ? null : avatarMark(personLimitsOf(board, id))}
            />
          ))}
          {more > 0 && <span>+{more}</span>}
        </span>
      )}
    </div>
  );
}

/** All that can be done with a card where it stands. */
export function CardMenu({ card, isReachable }: { card: CardOnBoard; isReachable: boolean }) {
  const { board, open, openCard, archive, unblock } = useBoardContext();
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

/** How long a card has been in flight: a short span and up to four bars. */
export function Age({ committedAt }: { committedAt: string }) {
  const seconds = ageSeconds(committedAt, new Date(useNow()));
  const bars = ageBars(seconds);
  return (
    <span className={styles.age} suppressHydrationWarning>
      <VisuallyHidden>
        In flight for <span suppressHydrationWarning>{spanSaid(seconds)}</span>
      </VisuallyHidden>
      <span aria-hidden="true" suppressHydrationWarning>
        {shortSpan(seconds)}
      </span>
      <span className={styles.bars} data-bars={bars} aria-hidden="true" suppressHydrationWarning>
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} data-on={bar <= bars || undefined} suppressHydrationWarning />
        ))}
      </span>
    </span>
  );
}
