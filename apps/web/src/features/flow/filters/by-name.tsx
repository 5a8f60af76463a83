'use client';

import { useState } from 'react';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './filters.module.css';

const later = new Later(() => withWordsOf('features/flow/filters/names-form', import('./names-form')));

/** Labels and swimlanes of several boards are given by their names: each board has its own. */
export function ByName() {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  const parts = useWhenUsed(later, isOpen);
  return (
    <details className={styles.byName} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('flow.filters.byName')}</summary>
      {isOpen && parts && <parts.NamesForm />}
    </details>
  );
}
