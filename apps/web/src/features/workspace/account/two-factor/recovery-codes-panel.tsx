'use client';

import { useState } from 'react';
import { Button } from '@/components/form/button';
import { FormActions } from '@/components/form/form';
import { Panel } from '@/components/layout/panel';
import { announce } from '@/lib/announce';
import { copyText } from '@/lib/browser/copy-text';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './two-factor.module.css';

/** Shows new recovery codes: the only time that anybody can read them. */
export function RecoveryCodesPanel({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const t = useTranslations();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(codes.join('\n')))) return;
    setCopied(true);
    announce(t('components.copied'));
  };
  return (
    <Panel title={t('twoFactor.codes.title')}>
      <p>{t('twoFactor.codes.text')}</p>
      <ul className={styles.codes} aria-label={t('twoFactor.codes.list')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <FormActions>
        <Button onPress={copy}>{isCopied ? t('components.copied') : t('twoFactor.codes.copy')}</Button>
        <Button variant="primary" onPress={onKept}>
          {t('twoFactor.codes.done')}
        </Button>
      </FormActions>
    </Panel>
  );
}
