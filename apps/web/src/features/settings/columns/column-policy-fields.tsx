'use client';

import type { Column } from '@weir/contract';
import type { ReactNode } from 'react';
import { fieldError } from '@/components/feedback/problem-notice';
import { Checkbox } from '@/components/form/checkbox';
import { TextArea } from '@/components/form/text-field';
import type { AnyProblem } from '@/lib/api/result';
import styles from '../settings.module.css';

type Facts = Pick<Column, 'policy' | 'split'>;

/** What holds in a column, for everyone to read on the board; and whether it has a doing and a done half. */
export function ColumnPolicyFields({
  column: { name, kind },
  value,
  onChange,
  isReadOnly,
  problem,
  children,
}: {
  column: Column;
  value: Facts;
  onChange: (part: Partial<Facts>) => void;
  isReadOnly: boolean;
  problem: AnyProblem | null;
  /** What saves them. */
  children: ReactNode;
}) {
  return (
    <div className={styles.policy}>
      <TextArea
        label={`Policy of ${name}`}
        optional
        rows={3}
        max={2000}
        value={value.policy}
        onChange={(policy) => onChange({ policy })}
        isReadOnly={isReadOnly}
        description="When a card may come in, and what is true of it when it goes on. The board shows it."
        error={fieldError(problem, 'policy')}
      />
      {kind === 'active' && (
        <Checkbox
          isSelected={value.split}
          onChange={(split) => onChange({ split })}
          isReadOnly={isReadOnly}
          hint="Both halves share its limit; only what is done goes on to the next column."
        >
          Split in doing and done
        </Checkbox>
      )}
      {fieldError(problem, 'split') && <p className={styles.fault}>{fieldError(problem, 'split')}</p>}
      {children}
    </div>
  );
}
