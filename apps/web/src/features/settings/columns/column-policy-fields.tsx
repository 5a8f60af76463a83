'use client';

import type { Column } from '@weir/contract';
import type { ReactNode } from 'react';
import { Checkbox } from '@/components/form/checkbox';
import { TextArea } from '@/components/form/text-field';
import type { ApiForm } from '@/lib/forms/use-api-form';
import styles from '../settings.module.css';

type ColumnValues = Pick<Column, 'name' | 'policy' | 'split'>;

/** What holds in a column, for everyone to read on the board; and whether it has a doing and a done half. */
export function ColumnPolicyFields({
  column: { name, kind },
  form,
  isReadOnly,
  children,
}: {
  column: Column;
  form: ApiForm<ColumnValues>;
  isReadOnly: boolean;
  /** What saves them. */
  children: ReactNode;
}) {
  const splitError = form.error('split');
  return (
    <div className={styles.policy}>
      <TextArea
        label={`Policy of ${name}`}
        optional
        rows={3}
        max={2000}
        {...form.field('policy')}
        isReadOnly={isReadOnly}
        description="When a card may come in, and what is true of it when it goes on. The board shows it."
      />
      {kind === 'active' && (
        <Checkbox
          {...form.checkbox('split')}
          isReadOnly={isReadOnly}
          hint="Both halves share its limit; only what is done goes on to the next column."
        >
          Split in doing and done
        </Checkbox>
      )}
      {splitError && <p className={styles.fault}>{splitError}</p>}
      {children}
    </div>
  );
}
