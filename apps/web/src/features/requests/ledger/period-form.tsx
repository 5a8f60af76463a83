'use client';

import { useState } from 'react';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { RadioGroup } from '@/components/form/radio-group';
import { isDay } from '@/lib/days';
import styles from './ledger.module.css';
import { groupings, periods, type Shown } from './period';

type Props = { shown: Shown; today: string; onChange: (shown: Shown) => void };

/** Which days, and in which groups. */
export function PeriodForm({ shown, today, onChange }: Props) {
  const [days, setDays] = useState({ from: shown.from, to: shown.to });
  const isChanged = days.from !== shown.from || days.to !== shown.to;
  const isWhole = isDay(days.from) && isDay(days.to);
  const isTurned = isWhole && days.from > days.to;
  return (
    <form
      className={styles.period}
      aria-label="Period"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole && !isTurned) onChange({ ...shown, ...days });
      }}
    >
      <div className={styles.presets}>
        {periods(today).map(({ label, from, to }) => (
          <Button
            key={label}
            size="small"
            variant={from === shown.from && to === shown.to ? 'primary' : 'quiet'}
            aria-pressed={from === shown.from && to === shown.to}
            onPress={() => onChange({ ...shown, from, to })}
          >
            {label}
          </Button>
        ))}
      </div>
      <div className={styles.days}>
        <DateField
          label="From"
          value={days.from}
          max={today}
          onChange={(from) => setDays({ ...days, from })}
          error={isTurned ? 'Not after the last day.' : undefined}
        />
        <DateField label="To" value={days.to} onChange={(to) => setDays({ ...days, to })} />
        {isChanged && (
          <Button type="submit" isDisabled={!isWhole || isTurned}>
            Show
          </Button>
        )}
      </div>
      <RadioGroup
        label="Groups"
        layout="row"
        hideLabel
        choices={groupings}
        value={shown.by}
        onChange={(by) => onChange({ ...shown, by })}
      />
    </form>
  );
}
