'use client';

import { useState } from 'react';
import { useTranslations } from '@/lib/words/use-translations';
import { Glyph } from '../icon/glyph';
import { VisuallyHidden } from '../layout/visually-hidden';
import { Button } from './button';
import styles from './save-button.module.css';

/** Saves one section, and shows next to it whether it is saved. */
export function SaveButton({
  saving,
  label,
  name,
  isTyped = false,
}: {
  saving: { isPending: boolean; isSaved: boolean };
  label?: string;
  /** The name for screen readers, if the label does not name the section. */
  name?: string;
  /** Something is typed and not saved. */
  isTyped?: boolean;
}) {
  const t = useTranslations();
  return (
    <span className={styles.save}>
      <Button type="submit" isPending={saving.isPending} {...(name && { 'aria-label': name })}>
        {label ?? t('common.save')}
      </Button>
      <SaveState saving={saving} isTyped={isTyped} />
    </span>
  );
}

type InPlace = { isPending: boolean; isSaved: boolean; isTyped: boolean; props: { onSubmit: () => void } };

/**
 * For a form that saves itself: shows whether it is saved, and a button while something is not saved. Put it in the form's heading
 * or row, where the button has room and nothing moves when it appears.
 */
export function SaveInPlace({
  form,
  name,
  isInRow = false,
}: {
  form: InPlace;
  name: string;
  /** At the end of a row of fields: unsaved input shows only the button, without a text. */
  isInRow?: boolean;
}) {
  const t = useTranslations();
  // The button stays while it has the focus, because removing it would lose the focus.
  const [isFocused, setFocused] = useState(false);
  return (
    <span className={`${styles.save} ${styles.inPlace}`}>
      <SaveState saving={form} isTyped={form.isTyped} hidesUnsaved={isInRow} />
      {(form.isTyped || form.isPending || isFocused) && (
        <Button
          size="small"
          isPending={form.isPending}
          aria-label={name}
          onPress={form.props.onSubmit}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        >
          {t('common.save')}
        </Button>
      )}
    </span>
  );
}

function SaveState({
  saving,
  isTyped,
  hidesUnsaved = false,
}: {
  saving: { isPending: boolean; isSaved: boolean };
  isTyped: boolean;
  /** Only screen readers get the text “Not saved”. */
  hidesUnsaved?: boolean;
}) {
  const t = useTranslations();
  const unsaved = t('components.save.notSaved');
  if (isTyped && saving.isPending) return null;
  if (isTyped && hidesUnsaved) return <VisuallyHidden>{unsaved}</VisuallyHidden>;
  if (isTyped) return <span className={styles.unsaved}>{unsaved}</span>;
  return (
    saving.isSaved && (
      <span className={styles.saved}>
        <Glyph name="check" size={12} /> {t('components.save.saved')}
      </span>
    )
  );
}
