'use client';

import type { Board, Card } from '@weir/contract';
import { cycleTimeSeconds } from '@weir/domain';
import { Avatar } from '@/components/avatar';
import { Glyph } from '@/components/glyph';
import { Since } from '@/components/time';
import { ClassMark } from '@/features/board/card/class-mark';
import { useBoardRoom } from '../board-context';
import { markOf, personLimitsOf } from '../header/persons';
import { Age } from './age';
import styles from './card.module.css';
import { classPolicy, dueOf, shortSpan } from './card-words';

const mostFaces = 3;

/** What stands above and below a card's title. */
export function CardMarks({ card }: { card: Card }) {
  const { board } = useBoardRoom();
  if (card.classOfService === 'standard') return null;
  return (
    <div className={styles.marks}>
      <ClassMark of={card.classOfService} policy={classPolicy(board, card.classOfService)} />
    </div>
  );
}

export function BlockedStrip({ card }: { card: Card }) {
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

export function CardFoot({ card, board }: { card: Card; board: Board }) {
  const due = dueOf(card, board.today);
  const more = card.assignees.length - mostFaces;
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
          {card.assignees.slice(0, mostFaces).map(({ id, name }) => (
            <Avatar
              key={id}
              name={name}
              size={22}
              // What is delivered is nobody's burden any more.
              mark={card.deliveredAt ? null : markOf(personLimitsOf(board, id))}
            />
          ))}
          {more > 0 && <span>+{more}</span>}
        </span>
      )}
    </div>
  );
}
