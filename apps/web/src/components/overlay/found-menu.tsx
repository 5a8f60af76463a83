'use client';

import type { ReactNode } from 'react';
import { Autocomplete, Input, SearchField, useFilter } from 'react-aria-components';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './menu.module.css';

/** A menu with a field above it, in which a person types to find its items. The arrow keys go through those that are found. */
export function FoundMenu({ children }: { children: ReactNode }) {
  const t = useTranslations();
  const { contains } = useFilter({ sensitivity: 'base' });
  return (
    <Autocomplete filter={contains}>
      <SearchField aria-label={t('components.menu.find')} autoFocus className={styles.find ?? ''}>
        <Input className={styles.typed ?? ''} placeholder={t('components.menu.find')} />
      </SearchField>
      {children}
    </Autocomplete>
  );
}
