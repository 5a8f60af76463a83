'use client';

import type { Estimate, TrialFigure, TrialOutcome, TrialPrediction, WhatIfFigure } from '@weir/contract';
import { fewestMeasured } from '@weir/domain';
import { useTranslations } from '@/lib/words/use-translations';
import { DataTable } from '../figure/data-table';
import { figureNames, useAmounts } from '../what-if/amounts';
import styles from './trials.module.css';

/** The predicted and the actual values of each figure. */
export function Compared({ outcome: { figures } }: { outcome: TrialOutcome }) {
  const t = useTranslations();
  const { amount, span } = useAmounts();
  const known = figures.filter(({ verdict }) => verdict !== 'unknown');
  const inside = known.filter(({ verdict }) => verdict === 'inside').length;
  const unclear = known.filter(({ fitsUnchanged }) => fitsUnchanged).length;
  const estimate = (name: 'unchanged' | 'predicted') => ({
    name,
    label: t(`trials.table.${name}`),
    value: (row: TrialFigure) => row[name]?.value ?? null,
    shown: (row: TrialFigure) => (row[name] ? span(row.figure, row[name]) : '–'),
  });
  const measured = (name: 'previous' | 'actual') => ({
    name,
    label: t(`trials.table.${name}`),
    value: (row: TrialFigure) => row[name],
    shown: (row: TrialFigure) => {
      const value = row[name];
      if (value === null) return t('trials.tooFew');
      const shown = amount(row.figure, value);
      return name === 'actual' ? <b className={styles.actual}>{shown}</b> : shown;
    },
  });
  return (
    <>
      <p className={styles.summary}>
        {t('trials.summary', { known: known.length, inside })}{' '}
        {known.length > 0 && t('trials.unclear', { known: known.length, unclear })}
      </p>
      <div className={styles.table}>
        <DataTable
          title={t('trials.table.title')}
          table={{
            columns: [
              {
                name: 'figure',
                label: t('whatIf.table.figure'),
                value: ({ figure }: TrialFigure) => t(`whatIf.figures.${figure}`),
              },
              measured('actual'),
              estimate('predicted'),
              {
                name: 'verdict',
                label: t('trials.table.verdict'),
                value: ({ verdict, fitsUnchanged }: TrialFigure) =>
                  t(`trials.verdict.${verdict}`, { both: `${verdict === 'inside' && fitsUnchanged}` }),
                shown: ({ verdict, fitsUnchanged }: TrialFigure) => (
                  <span className={styles.verdict} data-verdict={verdict}>
                    {t(`trials.verdict.${verdict}`, { both: `${verdict === 'inside' && fitsUnchanged}` })}
                  </span>
                ),
              },
              estimate('unchanged'),
              measured('previous'),
            ],
            rows: figures,
            keyOf: ({ figure }) => figure,
          }}
        />
      </div>
      <p className={styles.soft}>{t('trials.howMeasured', { fewest: fewestMeasured })}</p>
    </>
  );
}

type Row = {
  figure: WhatIfFigure;
  before: Estimate | null;
  after: Estimate | null;
  difference: Estimate | null;
};

/** The prediction, if nothing is compared yet or ever will be. */
export function Predicted({ prediction }: { prediction: TrialPrediction }) {
  const t = useTranslations();
  const { span } = useAmounts();
  const rows = figureNames.flatMap((figure): Row[] => {
    const [before, after] = [prediction.before[figure], prediction.after[figure]];
    return before || after ? [{ figure, before, after, difference: prediction.difference[figure] }] : [];
  });
  const column = (name: 'before' | 'after' | 'difference') => ({
    name,
    label: t(`trials.table.${names[name]}`),
    value: (row: Row) => row[name]?.value ?? null,
    shown: (row: Row) =>
      row[name] ? span(row.figure, row[name], { isDifference: name === 'difference' }) : '–',
  });
  return (
    <details className={styles.prediction}>
      <summary>{t('trials.prediction')}</summary>
      <div className={styles.table}>
        <DataTable
          title={t('trials.prediction')}
          table={{
            columns: [
              {
                name: 'figure',
                label: t('whatIf.table.figure'),
                value: ({ figure }: Row) => t(`whatIf.figures.${figure}`),
              },
              column('before'),
              column('after'),
              column('difference'),
            ],
            rows,
            keyOf: ({ figure }) => figure,
          }}
        />
      </div>
    </details>
  );
}

const names = { before: 'unchanged', after: 'predicted', difference: 'difference' } as const;
