'use client';

import type { WhatIf } from '@weir/contract';
import { HelpLink } from '@/features/help/help-link';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { DataTable } from '../figure/data-table';
import { useAmounts } from './amounts';
import styles from './what-if.module.css';

/** What the answer rests on, and how well the simulation does what the board did. */
export function Basis({ answer: { basis, fit, staffing } }: { answer: WhatIf }) {
  const t = useTranslations();
  const dates = useDates();
  const { amount, span } = useAmounts();
  return (
    <div className={styles.basis}>
      <p>
        {t('whatIf.basis.interval')}{' '}
        {t('whatIf.basis.sample', {
          days: basis.days,
          from: dates.day(basis.from),
          delivered: basis.delivered,
        })}{' '}
        {staffing &&
          t('whatIf.basis.staffing', {
            value: amount('cycleP50', staffing.value),
            low: amount('cycleP50', staffing.low),
            high: amount('cycleP50', staffing.high),
          })}{' '}
        {basis.limitsChangedOn !== null &&
          t('whatIf.basis.limitsChanged', {
            day: dates.day(basis.limitsChangedOn),
            isLater: `${basis.from > basis.limitsChangedOn}`,
          })}{' '}
        {t('whatIf.basis.not')} <HelpLink about="flow" />
      </p>
      {fit && fit.figures.length > 0 && (
        <details>
          <summary>{t(`whatIf.fitTable.${fit.verdict}`)}</summary>
          <p>{t('whatIf.fitTable.lead')}</p>
          {fit.intake === 'poor' && <p>{t('whatIf.fitTable.noIntake')}</p>}
          <DataTable
            title={t('whatIf.fitTable.title')}
            table={{
              columns: [
                {
                  name: 'figure',
                  label: t('whatIf.table.figure'),
                  value: ({ figure }) => t(`whatIf.figures.${figure}`),
                },
                {
                  name: 'actual',
                  label: t('whatIf.fitTable.actual'),
                  value: ({ actual }) => actual,
                  shown: ({ figure, actual }) => amount(figure, actual),
                },
                {
                  name: 'simulated',
                  label: t('whatIf.fitTable.simulated'),
                  value: ({ simulated }) => simulated.value,
                  shown: ({ figure, simulated }) => span(figure, simulated),
                },
              ],
              rows: fit.figures,
              keyOf: ({ figure }) => figure,
            }}
          />
        </details>
      )}
    </div>
  );
}
