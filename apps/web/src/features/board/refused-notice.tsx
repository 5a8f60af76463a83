'use client';

import { limitInWords } from '@weir/domain';
import type { ReactNode } from 'react';
import { Notice } from '@/components/notice';
import { OverrideOffer, type OverrideOfferProps } from './override-offer';
import styles from './override-offer.module.css';

/** All limits that a form would break, what can be done (`children`, and with which cards: `ways`), and the way past them where there is one. */
export function RefusedNotice({
  children,
  ways,
  ...offer
}: OverrideOfferProps & { ways?: ReactNode; children: ReactNode }) {
  if (offer.limits.length === 0) return null;
  return (
    <Notice tone="refusal" title={offer.limits.map(limitInWords).join(' ')} role="status">
      <p>{children}</p>
      {ways && <div className={styles.offer}>{ways}</div>}
      <div className={styles.offer}>
        <OverrideOffer {...offer} />
      </div>
    </Notice>
  );
}
