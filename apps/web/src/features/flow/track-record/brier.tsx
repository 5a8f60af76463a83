'use client';

import type { ChanceScore } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './track-record.module.css';

const parts = ['score', 'reliability', 'resolution', 'uncertainty'] as const;

/** The Brier score of probabilities and its parts, each with what it means, and a comparison with the last month. */
export function Brier({ score }: { score: ChanceScore }) {
  const t = useTranslations();
  const format = useFormatter();
  const number = (of: number) => format.number(of, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const { skill, baseline, forecasts } = score;
  const side = skill === null ? 'unknown' : skill > 0 ? 'better' : skill < 0 ? 'worse' : 'equal';
  return (
    <>
      <p className={styles.skill}>
        {t('trackRecord.brier.skill', {
          side,
          skill: Math.abs(skill ?? 0),
          score: number(score.score),
          baseline: number(baseline),
          count: forecasts,
        })}
      </p>
      <dl className={styles.parts}>
        {parts.map((part) => (
          <div key={part}>
            <dt>{t(`trackRecord.brier.${part}.name`)}</dt>
            <dd>
              <b>{number(score[part])}</b> {t(`trackRecord.brier.${part}.text`)}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
