'use client';

import type { MyCard } from '@weir/contract';
import { ageInDays, isBlocked } from '@weir/domain';
import { Since } from '@/components/data/time';
import { Glyph } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { dueOf } from '@/features/board/card/card-dates';
import { ClassMark } from '@/features/board/card/class-mark';
import { WaitsFor } from '@/features/board/card/links/waiting';
import { useWorkspace } from '@/lib/context/workspace';
import { blockReason } from '@/lib/words/block-reason';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './my-work-page.module.css';

/** A card: its title, its column, since when it is in progress, and what is urgent about it. It opens on its board. */
export function MyCardLine({ item: { board, column, card } }: { item: MyCard }) {
  const t = useTranslations();
  const dates = useDates();
  const { slug } = useWorkspace();
  const { number, ref, title, blocked, classOfService, committedAt } = card;
  const due = dueOf(card, board.today);
  const isWaiting = card.blockedBy.length > 0 && !card.deliveredAt;
  return (
    <li className={styles.line} data-blocked={isBlocked(card) || undefined}>
      <div className={styles.what}>
        <Link className={styles.title} href={`/${slug}/${board.key}?card=${number}`} dir="auto">
          {title}
        </Link>
        <p className={styles.soft}>
          {ref} <ClassMark of={classOfService} />
          {committedAt && <span>{t('card.span', { days: ageInDays(committedAt, board) })}</span>}
        </p>
        {blocked && (
          <p className={styles.blocked}>
            <Glyph name="blocked" size={11} />
            <span>
              {t.rich('card.blockedFor', {
                reason: blockReason(t, blocked.reason),
                since: () => <Since at={blocked.since} />,
              })}
            </span>
          </p>
        )}
        {isWaiting && <WaitsFor refs={card.blockedBy} className={styles.blocked} />}
      </div>
      <p className={styles.where}>{column.name}</p>
      <p className={styles.facts} data-tone={due?.tone}>
        {due && t('card.dueOn', { kind: due.kind, date: dates.shortDay(due.on, board.timeZone) })}
      </p>
    </li>
  );
}
