'use client';

import type { ReactNode } from 'react';
import { Label, RadioGroup as RacRadioGroup, Radio } from 'react-aria-components';
import { FieldFoot } from '../form/aria-field';
import type { FieldProps } from '../form/field';
import field from '../form/field.module.css';
import choiceStyles from './choice.module.css';
import styles from './radio-group.module.css';

export type Choice<Id extends string> = {
  id: Id;
  label: ReactNode;
  /** A second line. */
  description?: ReactNode;
  isDisabled?: boolean;
};

/** Choices as buttons in a row (`row`) or as lines with room for a description (`column`). Arrow keys choose. */
export function RadioGroup<Id extends string>({
  label,
  description,
  error,
  choices,
  value,
  onChange,
  layout = 'column',
  hideLabel = false,
}: Omit<FieldProps, 'optional'> & {
  choices: readonly Choice<Id>[];
  value: Id | null;
  onChange: (id: Id) => void;
  layout?: 'row' | 'column';
  /** Only screen readers get the label, which must be a string. */
  hideLabel?: boolean;
}) {
  return (
    <RacRadioGroup
      className={field.field}
      value={value}
      onChange={(id) => onChange(id as Id)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      orientation={layout === 'row' ? 'horizontal' : 'vertical'}
      {...(hideLabel && { 'aria-label': String(label) })}
    >
      {!hideLabel && <Label className={field.label}>{label}</Label>}
      <div className={`${styles.choices} ${styles[layout]}`}>
        {choices.map((choice) => (
          <Radio
            key={choice.id}
            value={choice.id}
            className={`${choiceStyles.choice} ${styles.choice}`}
            isDisabled={choice.isDisabled ?? false}
          >
            <span className={styles.dot} aria-hidden="true" />
            <span className={styles.text}>
              {choice.label}
              {choice.description && <span className={styles.second}>{choice.description}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldFoot description={description} error={error} />
    </RacRadioGroup>
  );
}
