'use client';

import { type ReactNode, useId } from 'react';
import { PressButton } from '@/components/press/press-button';
import styles from './fact-button.module.css';

/** A fact as the button of a popover or menu that edits it. `invitation` shows where there is no value yet. */
export function FactButton({
  labelledBy,
  invitation,
  children,
}: {
  labelledBy: string;
  invitation?: string | false | undefined;
  children?: ReactNode;
}) {
  const id = useId();
  return (
    <PressButton id={id} className={styles.edit} aria-labelledby={`${labelledBy} ${id}`}>
      {invitation ? <span className={styles.none}>{invitation}</span> : children}
    </PressButton>
  );
}
