'use client';

import { useState } from 'react';
import { CheckList, type CheckListProps } from './check-list';
import { RadioGroup } from './radio-group';

type Props<Id extends string> = Omit<CheckListProps<Id>, 'label' | 'chosen' | 'onChange'> & {
  label: string;
  all: string;
  some: string;
  /** The label of the list. */
  which: string;
  /** Null for all of them. */
  value: Id[] | null;
  onChange: (value: Id[] | null) => void;
};

/** All of a list, or some, which are then chosen. */
export function AllOrSome<Id extends string>({
  label,
  all,
  some,
  which,
  value,
  onChange,
  ...list
}: Props<Id>) {
  // Somebody may look at the other choice and come back.
  const [last, setLast] = useState(value ?? []);
  const choose = (chosen: Id[]) => {
    setLast(chosen);
    onChange(chosen);
  };
  return (
    <>
      <RadioGroup
        label={label}
        layout="row"
        choices={[
          { id: 'all', label: all },
          { id: 'some', label: some },
        ]}
        value={value === null ? 'all' : 'some'}
        onChange={(id) => onChange(id === 'all' ? null : last)}
      />
      {value !== null && <CheckList label={which} chosen={value} onChange={choose} {...list} />}
    </>
  );
}
