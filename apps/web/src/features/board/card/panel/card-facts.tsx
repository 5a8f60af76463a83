'use client';

import type { CardDetail } from '@weir/contract';
import { cycleTimeSeconds } from '@weir/domain';
import { requesterName } from '@weir/words';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Avatar } from '@/components/data/avatar';
import { Ago, Day, Instant, Since } from '@/components/data/time';
import { columnName } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { classPolicy } from '../class-mark';
import styles from './card-panel.module.css';

/** Where the card is and since when, its request, its blocks and its dates; for readers also what others edit. */
export function CardFacts({ card }: { card: CardDetail }) {
  const { board, canEdit } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  const dates = useDates();
  const lane = board.swimlanes.find(({ id }) => id === card.swimlaneId)?.name;
  const pastBlocks = card.blocks.flatMap(({ until, ...block }) => (until ? [{ ...block, until }] : []));
  return (
    <dl className={styles.facts}>
      <Fact label={t('card.column')}>
        {t.rich('card.facts.column', {
          column: columnName(board, card.columnId),
          half: card.half ?? 'whole',
          isArchived: String(card.archivedAt !== null),
          since: () => <Since at={card.enteredColumnAt} />,
        })}
      </Fact>
      {!canEdit && (
        <Fact label={t('card.classOfService')}>
          {t('card.facts.class', {
            name: t(`vocabulary.classes.${card.classOfService}`),
            policy: classPolicy(t, board, card.classOfService),
          })}
        </Fact>
      )}
      {!canEdit && lane && <Fact label={t('card.lane')}>{lane}</Fact>}
      {!canEdit && card.assignees.length > 0 && (
        <Fact label={t('card.people.label')}>
          {card.assignees.map(({ id, name }) => (
            <span key={id} style={{ marginRight: '0.75rem' }}>
              <Avatar name={name} size={20} isDecorative /> {name}
            </span>
          ))}
        </Fact>
      )}
      {!canEdit && card.dueOn && (
        <Fact label={t('card.due')}>
          <Day date={card.dueOn} />
        </Fact>
      )}
      {card.committedAt && (
        <Fact label={t('card.facts.committed')}>
          <Instant at={card.committedAt} />
        </Fact>
      )}
      {card.committedAt && card.deliveredAt && (
        <Fact label={t('card.facts.delivered')}>
          {t('card.facts.deliveredAfter', {
            at: dates.instant(card.deliveredAt, board.timeZone),
            duration: dates.duration(cycleTimeSeconds(card.committedAt, card.deliveredAt)),
          })}
        </Fact>
      )}
      {card.request && (
        <Fact label={t('card.facts.request')}>
          {t.rich('card.facts.requestBy', {
            ref: card.request.ref,
            name: requesterName(t, card.request.requester),
            link: (text) => (
              <Link href={`/${workspace}/${board.key}/requests/${card.request?.number}`}>{text}</Link>
            ),
          })}
        </Fact>
      )}
      {card.blocked && (
        <Fact label={t('card.facts.blocked')}>
          {t.rich('card.facts.blockedFor', {
            reason: card.blocked.reason,
            hasName: String(card.blocked.by !== null),
            name: card.blocked.by?.name ?? '',
            since: () => <Since at={card.blocked?.since ?? ''} />,
          })}
        </Fact>
      )}
      {pastBlocks.length > 0 && (
        <Fact label={t('card.facts.blockedBefore')}>
          <ul>
            {pastBlocks.map(({ reason, since, until }) => (
              <li key={since}>
                {t.rich('card.facts.pastBlock', {
                  reason,
                  duration: dates.duration((Date.parse(until) - Date.parse(since)) / 1000),
                  ago: () => <Ago at={since} />,
                })}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      <Fact label={t('card.facts.created')}>
        {card.createdBy
          ? t('card.facts.createdBy', {
              at: dates.instant(card.createdAt, board.timeZone),
              name: card.createdBy.name,
            })
          : dates.instant(card.createdAt, board.timeZone)}
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
