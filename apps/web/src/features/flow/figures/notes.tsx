'use client';

import type { FlowFaults } from '@weir/contract';
import { HelpLink } from '@/features/help/help-link';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../figure/figure.module.css';
import { fewCards } from './few-cards';

/** How many cards a figure leaves out, by what is wrong with their dates. */
export function LeftOut({ faults }: { faults: Partial<FlowFaults> }) {
  const t = useTranslations();
  const { noDates = 0, noStart = 0, negative = 0, gap = 0 } = faults;
  if (noDates + noStart + negative + gap === 0) return null;
  return (
    <div className={styles.note}>
      {noDates > 0 && <p>{t('flow.faults.noDates', { count: noDates })}</p>}
      {noStart > 0 && <p>{t('flow.faults.noStart', { count: noStart })}</p>}
      {negative > 0 && <p>{t('flow.faults.negative', { count: negative })}</p>}
      {gap > 0 && <p>{t('flow.faults.gap', { count: gap })}</p>}
      <HelpLink about="flow" />
    </div>
  );
}

/** How many answers the time to answer leaves out, because they are dated before their request. */
export function Misdated({ answers }: { answers: number }) {
  const t = useTranslations();
  return answers > 0 ? <p className={styles.note}>{t('flow.faults.misdated', { count: answers })}</p> : null;
}

/** Says that there are too few cards for percentiles. */
export function TooFew({ sample }: { sample: number }) {
  const t = useTranslations();
  return <p className={styles.note}>{t('flow.tooFew', { count: sample, needed: fewCards })}</p>;
}
