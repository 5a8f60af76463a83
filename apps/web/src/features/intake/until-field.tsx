'use client';

import { Button } from '@/components/button';
import { DateField } from '@/components/date-field';
import { daysAfter, isDay } from '@/lib/days';
import styles from './answer-form.module.css';
import { useDeferredTo } from './use-deferred';

type Props = {
  workspace: string;
  boardKey: string;
  today: string;
  last: string;
  value: string;
  onChange: (day: string) => void;
  error: string | undefined;
};

const spans = [
  ['2 weeks', 14],
  ['A month', 30],
  ['3 months', 91],
] as const;

/** From which day they may ask again, and how many were told the same week. */
export function UntilField({ workspace, boardKey, today, last, value, onChange, error }: Props) {
  const others = useDeferredTo(workspace, boardKey, isDay(value) ? value : null);
  return (
    <div>
      <DateField
        label="They may ask again from"
        value={value}
        onChange={onChange}
        min={daysAfter(today, 1)}
        max={last}
        error={error}
        description={
          others === null
            ? undefined
            : others === 0
              ? 'Nobody else was deferred to that week.'
              : `${others} ${others === 1 ? 'other was' : 'others were'} deferred to that week.`
        }
      />
      <div className={styles.spans}>
        {spans.map(([label, days]) => (
          <Button key={label} size="small" variant="plain" onPress={() => onChange(daysAfter(today, days))}>
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}
