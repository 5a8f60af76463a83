'use client';

import type { Calibration, LevelScore } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import { Answer } from '../forecast/answer';
import answers from '../forecast/forecast.module.css';
import { type Sort, sorts } from './series';
import styles from './track-record.module.css';
import { type Verdict, verdictOf } from './verdict';

/** The sorts that are shown even if no forecast of them is scored. */
const usual: ReadonlySet<Sort> = new Set(['doneBy', 'delivered', 'requests']);

/** In words: how many forecasts with 85% were right, and what that says about them. */
export function Summary({ data, isOld }: { data: Calibration; isOld: boolean }) {
  const t = useTranslations();
  return (
    <section className={styles.summary} aria-label={t('trackRecord.summary.label')}>
      <div className={answers.result} data-old={isOld || undefined}>
        <dl className={answers.answers}>
          {sorts
            .filter((sort) => usual.has(sort) || data[sort].p85.forecasts > 0)
            .map((sort) => (
              <OfSort key={sort} sort={sort} score={data[sort].p85} verdict={verdictOf(data[sort])} />
            ))}
        </dl>
      </div>
    </section>
  );
}

function OfSort({ sort, score, verdict }: { sort: Sort; score: LevelScore; verdict: Verdict }) {
  const t = useTranslations();
  const { held, forecasts } = score;
  return (
    <Answer
      question={t(`trackRecord.sorts.${sort}`)}
      answer={t('trackRecord.summary.right', { held, count: forecasts })}
      certainty={forecasts > 0 && t('forecastPage.certainty', { share: 0.85 })}
    >
      {t(`trackRecord.verdicts.${verdict}`, { low: score.low, high: score.high })}
    </Answer>
  );
}
