'use client';

import type { StandingLimit } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import { spentWords } from '@/features/limits/overrides/override-words';
import { OverrideForm, type Passing } from './override-form';
import styles from './override-offer.module.css';

export type OverrideOfferProps = Passing & {
  /** The limits that refuse, as the person sees them. */
  limits: readonly StandingLimit[];
  mayOverride: boolean;
};

/** The way past limits that ask for a reason, for who may go it, as long as the budget reaches; nothing where one of them holds for everyone. */
export function OverrideOffer({ limits, mayOverride, ...rest }: OverrideOfferProps) {
  const [seen, setSeen] = useState<readonly StandingLimit[] | null>(null);
  const [isBack, setBack] = useState(false);
  if (limits.length === 0 || limits.some(({ mode }) => mode !== 'reason')) return null;
  if (!mayOverride)
    return (
      <p className={styles.soft}>
        Owners and managers may pass {limits.length === 1 ? 'this limit' : 'these limits'} with a reason.
      </p>
    );
  const spent = spentWords(rest.board.overrides, limits.length);
  if (!seen && spent) return <p className={styles.soft}>{spent}</p>;
  if (!seen)
    return (
      <Button size="small" autoFocus={isBack} onPress={() => setSeen(limits)}>
        Pass with a reason…
      </Button>
    );
  const cancel = () => {
    setSeen(null);
    setBack(true);
  };
  return <OverrideForm {...rest} seen={seen} onLook={setSeen} onCancel={cancel} />;
}
