'use client';

import type { Board, Label } from '@weir/contract';
import { LabelChip } from '@/components/data/label-chip';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './labels.module.css';

/** The labels of a card in the order of the board. */
export function labelsOf({ labels }: Pick<Board, 'labels'>, ids: readonly string[]): Label[] {
  return labels.filter(({ id }) => ids.includes(id));
}

/** Labels as words; at most `max` of them, and how many more there are. */
export function CardLabels({ labels, max = labels.length }: { labels: readonly Label[]; max?: number }) {
  const t = useTranslations();
  const more = labels.slice(max);
  return (
    <span className={styles.labels}>
      {labels.slice(0, max).map((label) => (
        <LabelChip key={label.id} label={label} />
      ))}
      {more.length > 0 && (
        <span className={styles.more} title={more.map(({ name }) => name).join(', ')}>
          {t('labels.more', { count: more.length })}
        </span>
      )}
    </span>
  );
}
