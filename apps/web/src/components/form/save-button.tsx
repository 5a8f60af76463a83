'use client';

import { useTranslations } from '@/lib/words/use-translations';
import { Glyph } from '../icon/glyph';
import { Button } from './button';
import styles from './save-button.module.css';

/** Saves one section, and shows next to it whether it is saved. In a form that saves itself it appears while something is typed. */
export function SaveButton({
  saving,
  label,
  name,
  isTyped = false,
  isInRow = false,
  isInPlace = false,
}: {
  saving: { isPending: boolean; isSaved: boolean };
  label?: string;
  /** The name for screen readers, if the label does not name the section. */
  name?: string;
  /** Something is typed and not saved. */
  isTyped?: boolean;
  /** At the end of a row of fields. */
  isInRow?: boolean;
  /** The form saves itself. */
  isInPlace?: boolean;
}) {
  const t = useTranslations();
  return (
    <span className={`${styles.save} ${isInRow ? styles.inRow : ''} ${isInPlace ? styles.inPlace : ''}`}>
      {(!isInPlace || isTyped || saving.isPending) && (
        <Button
          type="submit"
          isPending={saving.isPending}
          {...(isInPlace && { size: 'small' })}
          {...(name && { 'aria-label': name })}
        >
          {label ?? t('common.save')}
        </Button>
      )}
      {isTyped && !saving.isPending && (
        <span className={styles.unsaved}>{t('components.save.notSaved')}</span>
      )}
      {saving.isSaved && !isTyped && (
        <span className={styles.saved}>
          <Glyph name="check" size={12} /> {t('components.save.saved')}
        </span>
      )}
    </span>
  );
}
