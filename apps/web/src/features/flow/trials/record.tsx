'use client';

import type { TrialRecord } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import { DataTable } from '../figure/data-table';
import { figureNames } from '../what-if/amounts';
import styles from './trials.module.css';

/** How often predictions were right, over the finished trials of the board. */
export function Record({ record: { trials, stopped, figures } }: { record: TrialRecord }) {
  const t = useTranslations();
  const rows = figures.toSorted(
    (one, other) => figureNames.indexOf(one.figure) - figureNames.indexOf(other.figure),
  );
  return (
    <section className={styles.trial} aria-labelledby="trial-record">
      <h2 id="trial-record">{t('trials.record.title')}</h2>
      <p className={styles.soft}>
        {t('trials.record.lead', { trials })} {stopped > 0 && t('trials.record.stopped', { stopped })}
      </p>
      {rows.length > 0 && (
        <div className={styles.table}>
          <DataTable
            title={t('trials.record.title')}
            table={{
              columns: [
                {
                  name: 'figure',
                  label: t('whatIf.table.figure'),
                  value: ({ figure }) => t(`whatIf.figures.${figure}`),
                },
                { name: 'known', label: t('trials.record.known'), value: ({ known }) => known },
                { name: 'inside', label: t('trials.record.inside'), value: ({ inside }) => inside },
              ],
              rows,
              keyOf: ({ figure }) => figure,
            }}
          />
        </div>
      )}
    </section>
  );
}
