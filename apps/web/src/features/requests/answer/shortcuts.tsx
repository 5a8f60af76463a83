'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/form/button';
import { openShortcuts, useShortcutGroups } from '@/lib/keys/shortcut-groups';
import { useTranslations } from '@/lib/words/use-translations';
import { answerKinds } from './answer-draft';
import styles from './shortcuts.module.css';

/** A label with its key. The key is drawn only, so that it is not part of the name. */
export function KeyName({ shortcut, children }: { shortcut: string; children: ReactNode }) {
  return (
    <span className={styles.named} data-key={shortcut.toUpperCase()}>
      {children}
    </span>
  );
}

/** The keys of this page. */
export function ShortcutKeys() {
  const t = useTranslations();
  const shortcuts = [
    ...answerKinds.map(({ kind, shortcut }) => ({
      keys: [shortcut.toUpperCase()],
      text: t(`answers.kind.${kind}`),
    })),
    { keys: ['Q'], text: t('answers.keys.question') },
    { keys: ['J'], text: t('answers.keys.next') },
    { keys: ['K'], text: t('answers.keys.previous') },
    { keys: ['mod', 'enter'], text: t('answers.keys.send') },
    { keys: ['escape'], text: t('answers.keys.escape') },
  ];
  useShortcutGroups(() => [{ title: t('answers.keys.title'), shortcuts }]);
  return (
    <Button variant="plain" size="small" className={styles.trigger ?? ''} onPress={openShortcuts}>
      {t('answers.keys.trigger')}
    </Button>
  );
}
