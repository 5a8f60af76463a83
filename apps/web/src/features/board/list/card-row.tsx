'use client';

import type { Card } from '@weir/contract';
import { ageInDays, isBlocked } from '@weir/domain';
import { PickBox } from '@/components/choice/pick-box';
import { Avatar } from '@/components/data/avatar';
import { Since } from '@/components/data/time';
import { Glyph } from '@/components/icon/glyph';
import { cellName, cellOf } from '@/lib/board/cells';
import { blockReason } from '@/lib/words/block-reason';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { type Due, dueOf } from '../card/card-dates';
import { CardMenu } from '../card/card-menu';
import { ClassMark, classPolicy } from '../card/class-mark';
import { ShownValue } from '../card/fields/field-values';
import { CardLabels, labelsOf } from '../card/labels/card-labels';
import { Leased } from '../card/lease/lease';
import { WaitsFor } from '../card/links/waiting';
import { SleMark } from '../card/service-level/sle-mark';
import { LateWaitMark } from '../card/waits/late-wait-mark';
import { CardLink } from '../selection/card-link';
import styles from './card-list.module.css';
import { fieldColumns } from './sort';

const maxFaces = 3;

/** A card as a row. A press opens it; its keys and its menu are those of a card on the board. */
export function CardRow({ card }: { card: Card }) {
  const { board, canEdit, current, selection } = useBoardPage();
  const t = useTranslations();
  const isCurrent = current === card.number;
  const isSelected = selection.has(card.number);
  const { assignees, blocked, classOfService, number } = card;
  const labels = labelsOf(board, card.labelIds);
  const due = dueOf(card, board.today);
  const isWaiting = card.blockedBy.length > 0 && !card.deliveredAt;
  return (
    <tr
      data-card={number}
      data-selected={isSelected || undefined}
      data-blocked={isBlocked(card) || undefined}
    >
      {canEdit && (
        <td className={styles.pick}>
          <PickBox
            name={t('selection.pick', { ref: card.ref, title: card.title })}
            tabIndex={isCurrent ? 0 : -1}
            isPicked={isSelected}
            onPick={(isRange) => selection.toggle(number, { isRange })}
          />
        </td>
      )}
      <td data-of="ref">{card.ref}</td>
      <th scope="row" data-of="title">
        <CardLink card={card} isReachable={isCurrent}>
          {card.title}
        </CardLink>
        {card.lease && <Leased lease={card.lease} className={styles.claimed} />}
        <SleMark card={card} board={board} />
      </th>
      <td data-of="column">{cellName(t, board, cellOf(board, card))}</td>
      <td data-of="class">
        <ClassMark of={classOfService} policy={classPolicy(t, board, classOfService)} />
      </td>
      <td data-of="people">
        {assignees.length > 0 && (
          <span className={styles.faces}>
            {assignees.slice(0, maxFaces).map((person) => (
              <Avatar key={person.id} person={person} size={22} />
            ))}
            {assignees.length > maxFaces && (
              <span>{t('card.morePeople', { count: assignees.length - maxFaces })}</span>
            )}
          </span>
        )}
      </td>
      <td data-of="labels">{labels.length > 0 && <CardLabels labels={labels} max={3} />}</td>
      <td data-of="due" data-tone={due?.tone}>
        {due && <DueDate due={due} />}
      </td>
      <td data-of="age">
        <Age card={card} />
      </td>
      <td data-of="blocked">
        {blocked && (
          <span title={blockReason(t, blocked.reason)}>
            <Glyph name="blocked" size={11} />{' '}
            {t.rich('list.blockedFor', { since: () => <Since at={blocked.since} /> })}
          </span>
        )}
        {isWaiting && <WaitsFor refs={card.blockedBy} className={styles.waits} />}
        {card.waitsOn.length > 0 && <LateWaitMark refs={card.waitsOn} className={styles.waits} />}
      </td>
      {fieldColumns(board).map(({ field, by }) => (
        <td key={by} data-of="field">
          {card.fields[field.id] !== undefined && (
            <>
              <span className={styles.fieldName}>{field.name}</span>
              <ShownValue field={field} value={card.fields[field.id]} />
            </>
          )}
        </td>
      ))}
      {canEdit && (
        <td className={styles.menu}>
          <CardMenu card={card} isReachable={isCurrent} />
        </td>
      )}
    </tr>
  );
}

/** Under its head in the table, the date alone. */
function DueDate({ due: { kind, on } }: { due: Due }) {
  const { timeZone: zone } = useBoardPage().board;
  const t = useTranslations();
  const dates = useDates();
  const date = dates.shortDay(on, zone);
  return (
    <span title={dates.day(on, { zone, long: true })}>
      <span className={styles.wide}>{t('list.dueOn', { kind, date })}</span>
      <span className={styles.narrow}>{t('card.dueOn', { kind, date })}</span>
    </span>
  );
}

function Age({ card: { committedAt, deliveredAt } }: { card: Card }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  if (!committedAt || deliveredAt) return null;
  return t('card.span', { days: ageInDays(committedAt, board) });
}
