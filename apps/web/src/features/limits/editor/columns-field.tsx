'use client';

import type { Board } from '@weir/contract';
import { Checkbox, CheckboxGroup, FieldError, Label } from 'react-aria-components';
import choice from '@/components/choice.module.css';
import field from '@/components/field.module.css';
import styles from './limit-editor.module.css';

/** Which columns share a limit: two or more, in the order of the board. */
export function ColumnsField({
  columns,
  value,
  onChange,
  error,
}: {
  columns: Board['columns'];
  value: string[];
  onChange: (ids: string[]) => void;
  error: string | undefined;
}) {
  const inOrder = (ids: string[]) => columns.map(({ id }) => id).filter((id) => ids.includes(id));
  return (
    <CheckboxGroup
      value={value}
      onChange={(ids) => onChange(inOrder(ids))}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={field.field ?? ''}
    >
      <Label className={field.label ?? ''}>Columns that share it</Label>
      <div className={styles.columns}>
        {columns.map(({ id, name }) => (
          <Checkbox key={id} value={id} className={`${choice.choice} ${styles.column}`}>
            <span className={choice.tick} aria-hidden="true" />
            {name}
          </Checkbox>
        ))}
      </div>
      <FieldError className={field.error ?? ''}>{error}</FieldError>
    </CheckboxGroup>
  );
}
