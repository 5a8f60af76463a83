'use client';

import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import { Optional } from './field';
import styles from './field.module.css';

/** The label of a field of React Aria. */
export function FieldLabel({ label, optional }: { label: ReactNode; optional?: boolean | undefined }) {
  if (!label) return null;
  return (
    <Label className={styles.label}>
      {label}
      {optional && <Optional />}
    </Label>
  );
}

/** The help and the error of a field of React Aria. */
export function FieldFoot({ description, error }: { description?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {description && !error && (
        <Text slot="description" className={styles.help}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </>
  );
}
