'use client';

import type { Board } from '@weir/contract';
import { addYears } from '@weir/domain';
import { StateWord } from '@/components/data/state-word';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { daysAfter, isDay, mondayOf } from '@/lib/days';
import { promiseOf } from '../../deferrals/promised-week';
import { useDeferrals } from '../../deferrals/use-deferrals';
import styles from '../answer-form.module.css';

type Props = {
  workspace: string;
  board: Pick<Board, 'key' | 'today'>;
  value: string;
  onChange: (day: string) => void;
  error: string | undefined;
  label?: string;
  /** How many get this day at once. */
  count?: number;
};

const spans = [
  ['2 weeks', 14],
  ['A month', 30],
  ['3 months', 91],
] as const;

/** From which day they may ask again, and what that week is promised already beside what it delivers. */
export function UntilField({ workspace, board, value, onChange, error, count = 1, ...named }: Props) {
  const { key, today } = board;
  const { data } = useDeferrals(workspace, key);
  const promise = data && isDay(value) ? promiseOf(data, mondayOf(value), count) : null;
  return (
    <div>
      <DateField
        label={named.label ?? 'They may ask again from'}
        value={value}
        onChange={onChange}
        min={daysAfter(today, 1)}
        max={addYears(today, 1)}
        error={error}
        description={promise?.said}
      />
      {promise?.warning && (
        <p className={styles.promise} role="status">
          <StateWord state="over" size="small" isSentence>
            {promise.warning}
          </StateWord>
        </p>
      )}
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
