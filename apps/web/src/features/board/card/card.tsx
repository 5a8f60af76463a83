'use client';

import type { Card as CardOnBoard } from '@weir/contract';
import { requesterName } from '@weir/words';
import { memo, useRef } from 'react';
import { PickBox } from '@/components/choice/pick-box';
import { Avatar } from '@/components/data/avatar';
import { Since } from '@/components/data/time';
import { Glyph } from '@/components/icon/glyph';
import { avatarMark, personLimitsOf } from '@/features/limits/person-limits';
import { cellOf } from '@/lib/board/cells';
import { blockReason } from '@/lib/words/block-reason';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { CardName } from '../later-names';
import { entersAtOnce, useCardDrag } from '../moving/drag';
import type { Edge } from '../moving/drag-parts';
import { CardLink } from '../selection/card-link';
import pick from '../selection/pick.module.css';
import styles from './card.module.css';
import { CardFacts } from './card-facts';
import { CardMenu } from './card-menu';
import strips from './card-strips.module.css';
import { ChecklistProgress } from './checklist/progress';
import { ClassMark, classPolicy } from './class-mark';
import { FaceCount } from './face-count';
import { FaceFields } from './fields/field-values';
import { CardLabels, labelsOf } from './labels/card-labels';
import { Leased } from './lease/lease';
import { WaitsFor } from './links/waiting';
import { SleMark } from './service-level/sle-mark';
import { LateWaitMark } from './waits/late-wait-mark';

const maxFaces = 3;
const maxLabels = 4;
/** From here on the face may not have room for all of a title. */
const longTitle = 80;

type Props = {
  card: CardOnBoard;
  isCompact?: boolean;
  /** In a stack that draws only some of its cards: its place, from 1, and the number of all cards. */
  place?: number;
  of?: number;
};

/** A card on the board. A press opens it; it can be dragged, and its menu does the same without a mouse. */
export const Card = memo(function Card({ card, isCompact = false, place, of }: Props) {
  const page = useBoardPage();
  const { board, canEdit, current, isDragged, dropCards, verdictOn, selection } = page;
  const t = useTranslations();
  const element = useRef<HTMLLIElement>(null);
  const dropAt = (dropped: number, edge: Edge) =>
    dropCards(dropped, {
      ...cellOf(board, card),
      ...(edge === 'above' ? { before: card.number } : { after: card.number }),
    });
  const isRenamed = page.renamed === card.number;
  const edge = useCardDrag(element, card.number, { isEnabled: canEdit && !isRenamed, onDrop: dropAt });
  // A place that refuses the card shows no line where it would land.
  const isTaken = edge !== null && entersAtOnce(verdictOn(cellOf(board, card)));
  const isCurrent = current === card.number;
  const isSelected = selection.has(card.number);
  const { blocked, classOfService } = card;
  const isWaiting = card.blockedBy.length > 0 && !card.deliveredAt;
  const labels = labelsOf(board, card.labelIds);

  return (
    <li
      ref={element}
      className={styles.card}
      aria-posinset={place}
      aria-setsize={of}
      data-card={card.number}
      data-blocked={blocked || isWaiting ? true : undefined}
      data-class={classOfService}
      data-compact={isCompact || undefined}
      data-selected={isSelected || undefined}
      data-edge={isTaken ? edge : undefined}
      data-dragged={isDragged(card.number) || undefined}
    >
      {blocked && (
        <p className={strips.blocked}>
          <Glyph name="blocked" size={11} />
          <span>
            {t.rich('card.blockedFor', {
              reason: blockReason(t, blocked.reason),
              since: () => <Since at={blocked.since} />,
            })}
          </span>
        </p>
      )}
      {isWaiting && <WaitsFor refs={card.blockedBy} />}
      {card.waitsOn.length > 0 && <LateWaitMark refs={card.waitsOn} className={strips.waitsOn} />}
      {card.lease && <Leased lease={card.lease} />}
      {classOfService !== 'standard' && (
        <div className={styles.marks}>
          <ClassMark of={classOfService} policy={classPolicy(t, board, classOfService)} />
        </div>
      )}
      {isRenamed ? (
        <CardName card={card} />
      ) : (
        <CardLink
          card={card}
          isReachable={isCurrent}
          className={styles.title}
          draggable={false}
          title={card.title.length > longTitle ? card.title : undefined}
          aria-describedby={`card-${card.number}`}
        >
          {card.title}
        </CardLink>
      )}
      <div id={`card-${card.number}`} className={styles.about}>
        {labels.length > 0 && <CardLabels labels={labels} max={maxLabels} />}
        <FaceFields card={card} board={board} />
        <CardFoot card={card} />
      </div>
      {canEdit && !selection.isOn && !isRenamed && <CardMenu card={card} isReachable={isCurrent} />}
      {selection.isOn && (
        <PickBox
          name={t('selection.pick', { ref: card.ref, title: card.title })}
          className={pick.box}
          tabIndex={isCurrent ? 0 : -1}
          isPicked={isSelected}
          onPick={(isRange) => selection.toggle(card.number, { isRange })}
        />
      )}
    </li>
  );
});

function CardFoot({ card }: { card: CardOnBoard }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const { deliveredAt, assignees, request, attachments, commentCount } = card;
  const more = assignees.length - maxFaces;
  return (
    <div className={styles.foot}>
      <div className={styles.facts}>
        <CardFacts card={card} board={board} />
        <SleMark card={card} board={board} />
        {card.checklist.total > 0 && <ChecklistProgress of={card.checklist} />}
        {commentCount > 0 && (
          <FaceCount
            count={commentCount}
            glyph="comment"
            text={t('card.comments.count', { count: commentCount })}
          />
        )}
        {attachments > 0 && (
          <FaceCount count={attachments} glyph="clip" text={t('attachments.count', { count: attachments })} />
        )}
        {request && (
          <span title={t('card.requestedBy', { name: requesterName(t, request.requester) })}>
            {t('card.fromRequest', { ref: request.ref })}
          </span>
        )}
      </div>
      {assignees.length > 0 && (
        <span className={styles.faces}>
          {assignees.slice(0, maxFaces).map((person) => (
            <Avatar
              key={person.id}
              person={person}
              size={22}
              // A delivered card no longer counts as load.
              mark={deliveredAt ? null : avatarMark(t, personLimitsOf(board, person.id))}
            />
          ))}
          {more > 0 && <span>{t('card.morePeople', { count: more })}</span>}
        </span>
      )}
    </div>
  );
}
