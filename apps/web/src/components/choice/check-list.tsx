'use client';

import { type ReactNode, useId, useState } from 'react';
import { withoutMarks } from '@/lib/without-marks';
import { TextField } from '../form/text-field';
import styles from './check-list.module.css';
import { Checkbox } from './checkbox';

/** A list of this length or more has a field in which a person types to find an option. */
const many = 10;

export type CheckListProps<Id extends string> = {
  label: string;
  options: readonly { id: Id; name: string; hint?: ReactNode }[];
  chosen: readonly Id[];
  onChange: (chosen: Id[]) => void;
  error?: string | undefined;
  /** The label of the field that finds one in a long list. */
  find?: string;
};

/** Any number of a list. What is chosen last comes last in `chosen`. A long list begins with what was chosen when it was opened. */
export function CheckList<Id extends string>({
  label,
  options,
  chosen,
  onChange,
  error,
  find,
}: CheckListProps<Id>) {
  const note = useId();
  const [query, setQuery] = useState('');
  const isLong = options.length >= many;
  const wanted = isLong ? withoutMarks(query.trim()) : '';
  const [before] = useState(() => new Set(chosen));
  const ordered = isLong
    ? [...options.filter(({ id }) => before.has(id)), ...options.filter(({ id }) => !before.has(id))]
    : options;
  const found = ordered.filter(({ name }) => withoutMarks(name).includes(wanted));
  return (
    <fieldset
      className={styles.list}
      data-invalid={error ? true : undefined}
      aria-describedby={error ? note : undefined}
    >
      <legend className={styles.legend}>{label}</legend>
      {isLong && find && <TextField label={find} value={query} onChange={setQuery} />}
      <div className={styles.options} data-long={isLong || undefined}>
        {found.map(({ id, name, hint }) => (
          <Checkbox
            key={id}
            hint={hint}
            isSelected={chosen.includes(id)}
            onChange={(isChosen) =>
              onChange(isChosen ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          >
            {name}
          </Checkbox>
        ))}
      </div>
      {error && (
        <p id={note} className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
