'use client';

import { limitInWords, type WayOut } from '@weir/domain';
import type { ReactNode } from 'react';
import { Notice } from '@/components/notice';
import { OverrideOffer, type OverrideOfferProps } from './override-offer';
import styles from './override-offer.module.css';
import { WaysList } from './ways-list';

/** All limits that a form would break, what can be done (`children`, and with which cards: `options`), and the way past them where there is one. */
export function RefusedNotice({
  children,
  options = [],
  ...offer
}: OverrideOfferProps & {
  options?: readonly WayOut[];
  children: ReactNode;
}) {
  if (offer.limits.length === 0) return null;
  return (
    <Notice tone="refusal" title={offer.limits.map(limitInWords).join(' ')} role="status">
      <p>{children}</p>
      {options.length > 0 && (
        <div className={styles.offer}>
          <WaysList options={options} limits={offer.limits} />
        </div>
      )}
      <div className={styles.offer}>
        <OverrideOffer {...offer} />
      </div>
    </Notice>
  );
}
