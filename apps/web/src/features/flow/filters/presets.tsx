'use client';

import { Button } from '@/components/form/button';
import styles from './filters.module.css';

/** A choice of a few, as buttons in a row. Null: something else is chosen. */
export function Presets<Id extends string | number>({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: readonly { id: Id; label: string }[];
  value: Id | null;
  onChange: (id: Id) => void;
}) {
  return (
    <fieldset className={styles.presets} aria-label={label}>
      {choices.map((choice) => (
        <Button
          key={choice.id}
          size="small"
          variant={choice.id === value ? 'primary' : 'quiet'}
          aria-pressed={choice.id === value}
          onPress={() => onChange(choice.id)}
        >
          {choice.label}
        </Button>
      ))}
    </fieldset>
  );
}
