'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/components/form/button';
import { ShortcutSwitch } from '@/components/form/shortcut-switch';
import { Dialog } from '@/components/overlay/dialog';
import { useShortcuts } from '@/lib/shortcuts';
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

/** The keys of this page, and the switch that turns the single ones off. */
export function ShortcutKeys() {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  useShortcuts({ '?': () => setOpen(true) });
  const keys = [
    ...answerKinds.map(({ kind, shortcut }) => [shortcut.toUpperCase(), t(`answers.kind.${kind}`)]),
    ['Q', t('answers.keys.question')],
    ['J', t('answers.keys.next')],
    ['K', t('answers.keys.previous')],
    ['X', t('answers.keys.select')],
    [t('answers.keys.selectOnKeys'), t('answers.keys.selectOn')],
    ['B', t('answers.keys.bulk')],
    [t('answers.keys.sendKeys'), t('answers.keys.send')],
    [t('answers.keys.escapeKey'), t('answers.keys.escape')],
    ['?', t('board.keys.help')],
  ];
  return (
    <Dialog
      title={t('answers.keys.title')}
      size="small"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="plain" size="small" className={styles.trigger ?? ''}>
          {t('answers.keys.trigger')}
        </Button>
      }
    >
      <dl className={styles.keys}>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <ShortcutSwitch />
    </Dialog>
  );
}
