'use client';

import type { FormEvent, KeyboardEvent, ReactNode, RefObject } from 'react';
import { Button } from './button';
import styles from './form.module.css';

/** A form with its fields one below the other. `className` lays them out differently, in a row for example. */
export function Form({
  onSubmit,
  onEscape,
  children,
  label,
  className = styles.form,
  formRef,
}: {
  onSubmit: () => void;
  /** Escape in one of its fields; not what closes something that is open above them. */
  onEscape?: () => void;
  children: ReactNode;
  label?: string;
  className?: string | undefined;
  formRef?: RefObject<HTMLFormElement | null>;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form in a dialog is, to React, inside the page's form.
    event.stopPropagation();
    onSubmit();
  };
  const hear = (event: KeyboardEvent<HTMLFormElement>) => {
    // What is open above the page is, to React, inside the form.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key === 'Escape' && isInside && !event.nativeEvent.isComposing) onEscape?.();
  };
  return (
    <form
      ref={formRef}
      className={className}
      onSubmit={submit}
      onKeyDown={hear}
      noValidate
      aria-label={label}
    >
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
