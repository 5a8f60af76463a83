'use client';

import { mostFlowDays } from '@weir/domain';
import type { Translate } from '@weir/words';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { daysAfter, isDay } from '@/lib/days';
import { useTranslations } from '@/lib/words/use-translations';
import { useFlow } from '../flow-context';
import { useTyped } from '../use-typed';
import styles from './filters.module.css';

/** Days of the board. They are shown once both are whole days, in order. */
export function Days({ from, to }: { from: string; to: string }) {
  const t = useTranslations();
  const { shown, today, change } = useFlow();
  const [days, setDays] = useTyped({ from, to });
  const isChanged = days.from !== from || days.to !== to;
  const isComplete = isDay(days.from) && isDay(days.to);
  const error = isComplete ? faultOf(t, days) : undefined;
  return (
    <form
      className={styles.days}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !error) change({ ...shown, period: days });
      }}
    >
      <DateField
        label={t('flow.filters.from')}
        value={days.from}
        max={today}
        onChange={(first) => setDays({ from: first })}
        error={error}
      />
      <DateField
        label={t('flow.filters.to')}
        value={days.to}
        max={today}
        onChange={(last) => setDays({ to: last })}
        saysZone={false}
      />
      <Button type="submit" isDisabled={!isChanged || !isComplete || error !== undefined}>
        {t('flow.filters.show')}
      </Button>
    </form>
  );
}

function faultOf(t: Translate, { from, to }: { from: string; to: string }): string | undefined {
  if (from > to) return t('flow.filters.reversed');
  if (from < daysAfter(to, 1 - mostFlowDays)) return t('faults.tooManyDays', { max: mostFlowDays });
  return undefined;
}
