'use client';

import { Button } from '@/components/button';
import { Popover } from '@/components/popover';
import styles from './policy-button.module.css';

/** What a team has agreed on for a place: a word that opens the text, by press, key and touch. */
export function PolicyButton({ of, text }: { of: string; text: string }) {
  if (!text.trim()) return null;
  return (
    <Popover
      title={`Policy of ${of}`}
      trigger={
        <Button variant="plain" className={styles.button} aria-label={`Policy of ${of}`}>
          policy
        </Button>
      }
    >
      <p className={styles.text} dir="auto">
        {text}
      </p>
    </Popover>
  );
}
