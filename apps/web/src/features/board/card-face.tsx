'use client';

import type { Board, Card } from '@weir/contract';
import { cycleTimeSeconds } from '@weir/domain';
import { Avatar } from '@/components/avatar';
import { Since } from '@/components/time';
import { Age } from './age';
import styles from './card.module.css';
import { dueOf, shortSpan } from './card-words';
import { ClassMark } from './class-mark';

const mostFaces = 3;

/** What stands above and below a card's title. */
export function CardMarks({ card, board }: { card: Card; board: Board }) {
  const lane = board.swimlanes.find(({ id }) => id === card.swimlaneId);
  if (card.classOfService === 'standard' && !lane) return null;
  return (
    <div className={styles.marks}>
      <ClassMark of={card.classOfService} />
      {lane && <span className={styles.lane}>{lane.name}</span>}
    </div>
  );
}

export function BlockedStrip({ card }: { card: Card }) {
  if (!card.blocked) return null;
  return (
    <p className={styles.blockedStrip}>
      <svg viewBox="0 0 16 16" width="11" height="11" aria-hidden="true" focusable="false">
        <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
      </svg>
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
            <Avatar key={id} name={name} size={22} />
          ))}
          {more > 0 && <span>+{more}</span>}
        </span>
      )}
    </div>
  );
}
