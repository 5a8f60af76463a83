'use client';

import { limitInWords, type RefusalOption } from '@weir/domain';
import { type ReactNode, useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { OptionsList } from './options';
import { OverrideOffer, type OverrideOfferProps } from './override-form';
import styles from './override-form.module.css';

type Props = OverrideOfferProps & { options?: readonly RefusalOption[]; children: ReactNode };

/** All limits that a form would break, what can be done (`children`, and with which cards: `options`), and the way past them where there is one. */
export function RefusedNotice(props: Props) {
  return props.limits.length === 0 ? null : <Shown {...props} />;
}

function Shown({ children, options = [], ...offer }: Props) {
  const element = useRef<HTMLDivElement>(null);
  // What was chosen may stand a screen away from where that is refused.
  useEffect(() => {
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={element} className={styles.refused}>
      <Notice tone="refusal" title={offer.limits.map(limitInWords).join(' ')} role="status">
        <p>{children}</p>
        {options.length > 0 && (
          <div className={styles.offer}>
            <OptionsList options={options} />
          </div>
        )}
        <div className={styles.offer}>
          <OverrideOffer {...offer} />
        </div>
      </Notice>
    </div>
  );
}
