'use client';

import type { Board, Limit } from '@weir/contract';
import { isOftenExceeded } from '@weir/domain';
import { Notice } from '@/components/feedback/notice';
import { Link } from '@/components/layout/link';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './often-exceeded.module.css';

type Props = {
  board: Pick<Board, 'limits'>;
  nameOf: (limit: Limit) => string;
  /** Where the overrides are listed; left out on that page. */
  link?: string;
};

/** Warns of limits that were exceeded often lately: such a limit limits nothing. */
export function OftenExceeded({ board, nameOf, link }: Props) {
  const t = useTranslations();
  const limits = board.limits.filter(isOftenExceeded);
  if (limits.length === 0) return null;
  return (
    <Notice tone="warn">
      {limits.map((limit) => (
        <p key={limit.id}>
          {t('limits.oftenExceeded.text', {
            of: nameOf(limit),
            max: limit.max,
            times: limit.passedLately,
          })}
        </p>
      ))}
      <p>
        <span className={link ? styles.advice : undefined}>{t('limits.oftenExceeded.advice')} </span>
        {link && <Link href={link}>{t('limits.oftenExceeded.link')}</Link>}
      </p>
    </Notice>
  );
}
