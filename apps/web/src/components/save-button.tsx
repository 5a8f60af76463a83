'use client';

import { Button } from '@/components/button';
import { Glyph } from '@/components/glyph';
import styles from './settings.module.css';
import type { Saving } from './use-saving';

/** The button that saves one thing, with a word beside it once it stands. */
export function SaveButton({
  saving,
  label = 'Save',
  name,
  isTyped = false,
}: {
  saving: Saving;
  label?: string;
  name?: string;
  /** Something is typed that is not saved: it may have been a while ago. */
  isTyped?: boolean;
}) {
  return (
    <span className={styles.save}>
      <Button type="submit" isPending={saving.isPending} {...(name && { 'aria-label': name })}>
        {label}
      </Button>
      {isTyped && !saving.isPending && <span className={styles.unsaved}>Not saved</span>}
      {saving.isSaved && !isTyped && (
        <span className={styles.saved}>
          <Glyph name="check" size={12} /> Saved
        </span>
      )}
    </span>
  );
}
