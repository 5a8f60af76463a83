'use client';

import type { CardDetail } from '@weir/contract';
import { cycleTimeSeconds } from '@weir/domain';
import Link from 'next/link';
import { Avatar } from '@/components/data/avatar';
import { Ago, Day, duration, Instant, Since } from '@/components/data/time';
import { useBoardContext } from '../../board-context';
import { classPolicy, classWords } from '../card-words';
import styles from './card-panel.module.css';

/** Where the card stands and since when, who asked for it, and when it was blocked. */
export function CardFacts({ card }: { card: CardDetail }) {
  const { board, workspace, canEdit } = useBoardContext();
  const zone = board.timeZone;
  const column = board.columns.find(({ id }) => id === card.columnId)?.name;
  const lane = !canEdit && board.swimlanes.find(({ id }) => id === card.swimlaneId)?.name;
  const past = card.blocks.filter(({ until }) => until !== null);
  return (
    <dl className={styles.facts}>
      <dt>Stands in</dt>
      <dd>
        {column}
        {card.half && ` (${card.half})`}, for <Since at={card.enteredColumnAt} />
        {card.archivedAt && ' (archived)'}
      </dd>
      {!canEdit && (
        <>
          <dt>Class</dt>
          <dd>
            {classWords[card.classOfService].label}: {classPolicy(board, card.classOfService)}
          </dd>
        </>
      )}
      {lane && (
        <>
          <dt>Lane</dt>
          <dd>{lane}</dd>
        </>
      )}
      {!canEdit && card.assignees.length > 0 && (
        <>
          <dt>People</dt>
          <dd>
            {card.assignees.map(({ id, name }) => (
              <span key={id} style={{ marginRight: '0.75rem' }}>
                <Avatar name={name} size={20} isDecorative /> {name}
              </span>
            ))}
          </dd>
        </>
      )}
      {!canEdit && card.dueOn && (
        <>
          <dt>Due</dt>
          <dd>
            <Day date={card.dueOn} />
          </dd>
        </>
      )}
      {card.committedAt && (
        <>
          <dt>Committed</dt>
          <dd>
            <Instant at={card.committedAt} zone={zone} />
          </dd>
        </>
      )}
      {card.committedAt && card.deliveredAt && (
        <>
          <dt>Delivered</dt>
          <dd>
            <Instant at={card.deliveredAt} zone={zone} />, after{' '}
            {duration(cycleTimeSeconds(card.committedAt, card.deliveredAt))}
          </dd>
        </>
      )}
      {card.request && (
        <>
          <dt>Asked as</dt>
          <dd>
            <Link href={`/${workspace}/${board.key}/requests/${card.request.number}`}>
              {card.request.ref}
            </Link>{' '}
            by {card.request.requester.name}
          </dd>
        </>
      )}
      {card.blocked && (
        <>
          <dt>Blocked</dt>
          <dd>
            for <Since at={card.blocked.since} />: {card.blocked.reason}
            {card.blocked.by && ` (${card.blocked.by.name})`}
          </dd>
        </>
      )}
      {past.length > 0 && (
        <>
          <dt>Was blocked</dt>
          <dd>
            <ul>
              {past.map(({ reason, since, until }) => (
                <li key={since}>
                  {until && duration((Date.parse(until) - Date.parse(since)) / 1000)}: {reason},{' '}
                  <Ago at={since} zone={zone} />
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      <dt>Made</dt>
      <dd>
        <Instant at={card.createdAt} zone={zone} />
        {card.createdBy && ` by ${card.createdBy.name}`}
      </dd>
    </dl>
  );
}
