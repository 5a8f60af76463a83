'use client';

import type { ReactNode } from 'react';
import {
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  Select as RacSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import { Glyph } from '../icon/glyph';
import { Aria } from '../overlay/aria';
import styles from '../overlay/menu.module.css';
import surface from '../overlay/popover.module.css';
import { FieldFoot, FieldLabel } from './aria-field';
import type { FieldProps } from './field';
import field from './field.module.css';

export type Option<Id extends string> = {
  id: Id;
  label: string;
  /** A second line, in the list only. */
  description?: ReactNode;
  isDisabled?: boolean;
};

export function Select<Id extends string>({
  label,
  description,
  error,
  optional,
  options,
  value,
  onChange,
  hideLabel,
  isDisabled,
  name,
  placeholder,
}: FieldProps & {
  options: readonly Option<Id>[];
  value: Id | null;
  onChange: (id: Id) => void;
  /** Only screen readers get the label, which must be a string. */
  hideLabel?: boolean;
  isDisabled?: boolean;
  name?: string;
  /** Shown in the closed field while nothing is chosen. */
  placeholder?: string;
}) {
  return (
    <Aria>
      <RacSelect
        className={field.field}
        value={value}
        onChange={(id) => id !== null && onChange(id as Id)}
        isInvalid={Boolean(error)}
        isDisabled={isDisabled ?? false}
        validationBehavior="aria"
        {...(name !== undefined && { name })}
        {...(placeholder !== undefined && { placeholder })}
        {...(hideLabel && { 'aria-label': String(label) })}
      >
        {!hideLabel && <FieldLabel label={label} optional={optional} />}
        <Button className={`${field.input} ${field.trigger}`}>
          <SelectValue />
          <Glyph name="chevron" className={field.chevron} />
        </Button>
        <FieldFoot description={description} error={error} />
        <Popover className={`${surface.surface} ${styles.popover}`} offset={4}>
          <ListBox className={styles.list} items={options}>
            {(option) => (
              <ListBoxItem
                id={option.id}
                textValue={option.label}
                className={styles.item}
                isDisabled={option.isDisabled ?? false}
              >
                <Text slot="label">{option.label}</Text>
                {option.description && (
                  <Text slot="description" className={styles.second}>
                    {option.description}
                  </Text>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </RacSelect>
    </Aria>
  );
}
