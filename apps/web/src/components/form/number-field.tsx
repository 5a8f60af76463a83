'use client';

import {
  Button,
  Group,
  Input,
  type NumberFieldProps,
  NumberField as RacNumberField,
} from 'react-aria-components';
import { Aria } from '../overlay/aria';
import { FieldFoot, FieldLabel } from './aria-field';
import type { FieldProps } from './field';
import styles from './field.module.css';

/** Reports each number while it is typed. A number out of bounds is corrected when the field loses focus. */
export function NumberField({
  label,
  description,
  error,
  optional,
  ...rest
}: Omit<NumberFieldProps, 'children' | 'className' | 'isInvalid'> & FieldProps) {
  return (
    <Aria>
      <RacNumberField
        validationBehavior="aria"
        formatOptions={withoutGroups}
        {...rest}
        className={styles.field}
        isInvalid={Boolean(error)}
      >
        <FieldLabel label={label} optional={optional} />
        <Group className={styles.number}>
          <Button slot="decrement" className={styles.step}>
            −
          </Button>
          <Input
            className={styles.input}
            onInput={({ currentTarget: { value } }) => {
              if (/^\d*$/.test(value)) rest.onChange?.(value === '' ? Number.NaN : Number(value));
            }}
          />
          <Button slot="increment" className={styles.step}>
            +
          </Button>
        </Group>
        <FieldFoot description={description} error={error} />
      </RacNumberField>
    </Aria>
  );
}

const withoutGroups = { useGrouping: false };
