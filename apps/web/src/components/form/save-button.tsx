'use client';

import { Glyph } from '../icon/glyph';
import { Button } from './button';
import styles from './save-button.module.css';

/** Saves one section, and says beside it whether it is saved. */
export function SaveButton({
  saving,
  label = 'Save',
  name,
  isTyped = false,
  isInRow = false,
}: {
  saving: { isPending: boolean; isSaved: boolean };
  label?: string;
  /** Names the section to screen readers, where the label alone does not. */
  name?: string;
  /** Something is typed that is not saved, perhaps a while ago. */
  isTyped?: boolean;
  /** At the end of a row of fields. */
  isInRow?: boolean;
}) {
  return (
    <span className={`${styles.save} ${isInRow ? styles.inRow : ''}`}>
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
