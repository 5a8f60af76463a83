'use client';

import type { RestDay } from '@weir/contract';
import { useFormatter } from 'next-intl';
import type { ReactNode } from 'react';
import { StateWord } from '@/components/data/state-word';
import { Day } from '@/components/data/time';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './rest.module.css';

/** The measured days, the newest first. Marks the values that reached their thresholds, and shows the verdict as a word. */
export function RestDays({ days }: { days: readonly RestDay[] }) {
  const t = useTranslations();
  return (
    <section aria-label={t('rest.days.title')} className={styles.days}>
      <h2>{t('rest.days.title')}</h2>
      {days.length === 0 ? (
        <p className={styles.soft}>{t('rest.days.empty')}</p>
      ) : (
        <>
          <p className={styles.soft}>{t('rest.days.hint')}</p>
          <div className={styles.frame}>
            <table className={styles.table}>
              <thead>
                <tr>
                  {(['day', 'verdict', 'saturated', 'loaded', 'aged', 'overrides', 'overdue'] as const).map(
                    (name) => (
                      <th key={name} scope="col">
                        {t(`rest.days.${name}`)}
                      </th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {days.map((day) => (
                  <DayRow key={day.day} day={day} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

function DayRow({ day }: { day: RestDay }) {
  const t = useTranslations();
  const format = useFormatter();
  const { over, isCalm, aged, inFlight } = day;
  const percent = (value: number) => format.number(value / 100, { style: 'percent' });
  return (
    <tr>
      <th scope="row">
        <Day date={day.day} />
      </th>
      <td>
        {over.length > 0 ? (
          <StateWord state="full" size="small">
            {t('rest.days.overloaded')}
          </StateWord>
        ) : (
          <StateWord state={isCalm ? 'free' : 'near'} size="small">
            {t(isCalm ? 'rest.days.calm' : 'rest.days.between')}
          </StateWord>
        )}
      </td>
      <Cell isOver={over.includes('load')}>{percent(day.saturatedPercent)}</Cell>
      <td>{percent(day.loadedPercent)}</td>
      <Cell isOver={over.includes('age')}>{t('rest.days.agedOf', { aged, all: inFlight })}</Cell>
      <Cell isOver={over.includes('overrides')}>{format.number(day.overrides)}</Cell>
      <Cell isOver={over.includes('overdue')}>{format.number(day.overdue)}</Cell>
    </tr>
  );
}

/** A value, bold and underlined if it reached its threshold. */
function Cell({ isOver, children }: { isOver: boolean; children: ReactNode }) {
  const t = useTranslations();
  return (
    <td data-over={isOver || undefined}>
      {children}
      {isOver && <VisuallyHidden>{t('rest.days.reached')}</VisuallyHidden>}
    </td>
  );
}
