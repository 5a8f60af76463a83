'use client';

import type { Lease } from '@weir/contract';
import { useNow } from '@/components/data/time';
import { Glyph } from '@/components/icon/glyph';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../card-strips.module.css';

/** Who has claimed the card and for how long: on its face, or in a list with a look of its own. */
export function Leased({
  lease,
  className = styles.lease,
}: {
  lease: Lease;
  className?: string | undefined;
}) {
  return (
    <p className={className}>
      <Glyph name="person" size={11} />
      <TimeLeft lease={lease} />
    </p>
  );
}

/** The board says when the lease ends, and the browser counts. */
export function TimeLeft({ lease: { by, until } }: { lease: Lease }) {
  const t = useTranslations();
  const left = Date.parse(until) - useNow();
  const { name } = by;
  return (
    <span suppressHydrationWarning>
      {left > 0
        ? t('card.lease.face', { name, minutes: Math.floor(left / 60_000) })
        : t('card.lease.faceOver', { name })}
    </span>
  );
}
