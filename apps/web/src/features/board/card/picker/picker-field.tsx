'use client';

import { type ReactNode, useId } from 'react';
import { Popover } from '@/components/overlay/popover';
import { useTranslations } from '@/lib/words/use-translations';
import { FactButton } from '../fact-button';
import styles from './picker-field.module.css';

/** An optional field of a form that a picker fills. `invitation` shows where nothing is chosen yet. */
export function PickerField({
  title,
  invitation,
  shown,
  children,
}: {
  title: string;
  invitation: string | false;
  /** What is chosen. */
  shown: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations();
  const id = useId();
  return (
    <div className={styles.field}>
      <span id={id} className={styles.label}>
        {title} <span className={styles.optional}>{t('components.field.optional')}</span>
      </span>
      <Popover
        title={title}
        hideTitle
        trigger={
          <FactButton labelledBy={id} invitation={invitation}>
            {shown}
          </FactButton>
        }
      >
        {children}
      </Popover>
    </div>
  );
}
