'use client';

import type { FormEvent, ReactNode } from 'react';
import { Button } from './button';
import styles from './form.module.css';

/** A form that acts in the page; fields stand under one another with even space. */
export function Form({
  onSubmit,
  children,
  label,
}: {
  onSubmit: () => void;
  children: ReactNode;
  label?: string;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form in a dialog is, to React, inside the page's form.
    event.stopPropagation();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={label}>
      {children}
    </form>
  );
}

/** Fields beside one another where there is room. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** A quiet way to what most do without; its words stand in line with the fields. */
export function FormMore({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <div className={styles.more}>
      <Button variant="plain" size="small" onPress={onPress}>
        {children}
      </Button>
    </div>
  );
}
