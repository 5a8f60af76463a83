'use client';

import { useState } from 'react';
import { Day, day as dayInWords } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Glyph } from '@/components/icon/glyph';
import { isDay } from '@/lib/days';
import styles from './policy.module.css';

type Props = {
  value: string[];
  onChange: (days: string[]) => void;
  isReadOnly: boolean;
  error?: string | undefined;
};

/** Days on which nobody works: added one by one, in their order. */
export function HolidaysField({ value, onChange, isReadOnly, error }: Props) {
  const [next, setNext] = useState('');
  const add = () => {
    if (!isDay(next)) return;
    onChange([...new Set([...value, next])].sort());
    setNext('');
  };
  return (
    <fieldset className={styles.field} aria-label="Holidays">
      {!isReadOnly && (
        <div className={styles.add}>
          <DateField label="A day on which nobody works" optional value={next} onChange={setNext} />
          <Button onPress={add} isDisabled={!isDay(next)}>
            Add the day
          </Button>
        </div>
      )}
      {value.length > 0 && (
        <ul className={styles.holidays}>
          {value.map((each) => (
            <li key={each} className={styles.holiday}>
              <Day date={each} />
              {!isReadOnly && (
                <Button
                  variant="plain"
                  className={styles.off ?? ''}
                  aria-label={`Work on ${dayInWords(each, true)} after all`}
                  onPress={() => onChange(value.filter((other) => other !== each))}
                >
                  <Glyph name="close" size={12} />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {error && <p className={styles.fault}>{error}</p>}
    </fieldset>
  );
}
