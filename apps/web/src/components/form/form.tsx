'use client';

import { type FormEvent, type KeyboardEvent, type ReactNode, type RefObject, useRef } from 'react';
import { Button } from './button';
import styles from './form.module.css';

/**
 * A form with its fields one below the other. `className` lays them out differently, in a row for example. Ctrl or ⌘ with
 * Enter sends it from any field.
 */
export function Form({
  onSubmit,
  onEscape,
  onLeave,
  children,
  label,
  className = styles.form,
  formRef,
}: {
  onSubmit: () => void;
  /** On Escape in one of its fields, which then closes nothing else. Not called when it closes something above them. */
  onEscape?: (() => void) | undefined;
  /** The focus has moved from its fields and their overlays to another part of the page. */
  onLeave?: () => void;
  children: ReactNode;
  label?: string;
  className?: string | undefined;
  formRef?: RefObject<HTMLFormElement | null>;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // To React, a form in a dialog is inside the page's form.
    event.stopPropagation();
    onSubmit();
  };
  const hear = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Escape' || !onEscape || !isInForm(event) || event.nativeEvent.isComposing) return;
    event.stopPropagation();
    onEscape();
  };
  // To React, a list or dialog above the page is inside the form, so its focus counts as the form's.
  const hasFocus = useRef(false);
  const enter = () => {
    hasFocus.current = true;
  };
  const exit = () => {
    hasFocus.current = false;
    // The next element has the focus by then. Without a focus on the page, the person is in another window.
    setTimeout(() => {
      if (!hasFocus.current && document.hasFocus()) onLeave?.();
    });
  };
  /** Before the field itself: some keep Enter to themselves. */
  const hearFirst = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !isInForm(event)) return;
    event.preventDefault();
    event.stopPropagation();
    onSubmit();
  };
  return (
    <form
      // A form sent before the page reacts must not put a password or other text into the address.
      method="post"
      ref={formRef}
      className={className}
      onSubmit={submit}
      onKeyDown={hear}
      onKeyDownCapture={hearFirst}
      {...(onLeave && { onFocus: enter, onBlur: exit })}
      noValidate
      aria-label={label}
    >
      {children}
      {/* Without it, Enter sends no form of several fields that has its button elsewhere. */}
      {onLeave && <button type="submit" hidden />}
    </form>
  );
}

/** To React, a list or dialog above the page is inside the form. */
function isInForm({ target, currentTarget }: KeyboardEvent<HTMLFormElement>): boolean {
  return target instanceof Node && currentTarget.contains(target);
}

/** Fields next to each other where there is room. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** The buttons below the fields, side by side. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}

/** A quiet button for fields that most people do not need, aligned with the fields. */
export function FormMore({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <div className={styles.more}>
      <Button variant="plain" size="small" onPress={onPress}>
        {children}
      </Button>
    </div>
  );
}
