'use client';

import type { RefusalOption } from '@weir/domain';
import { type ReactNode, useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { limitsText } from '@/features/limits/limit-texts';
import { useTranslations } from '@/lib/words/use-translations';
import { OptionsList } from './options';
import { OverrideOffer, type OverrideOfferProps } from './override-form';
import styles from './override-form.module.css';

type Props = OverrideOfferProps & { options?: readonly RefusalOption[]; children: ReactNode };

/** In a form: the limits that it would break, what to do (`children` and `options`), and the override if possible. */
export function RefusedNotice(props: Props) {
  return props.limits.length === 0 ? null : <ShownNotice {...props} />;
}

function ShownNotice({ children, options = [], ...offer }: Props) {
  const t = useTranslations();
  const element = useRef<HTMLDivElement>(null);
  // The field that caused it may be a screen away.
  useEffect(() => {
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={element} className={styles.refused}>
      <Notice tone="refusal" title={limitsText(t, offer.limits)} role="status">
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
