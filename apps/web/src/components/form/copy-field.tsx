'use client';

import { useRef, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { announce } from '@/lib/announce';
import { copyText } from '@/lib/browser/copy-text';
import { useTranslations } from '@/lib/words/use-translations';
import { Button } from './button';
import styles from './copy-field.module.css';
import field from './field.module.css';

/** A text to copy: it is selected on focus, and a button copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useTranslations();
  const input = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    // Without a clipboard, people copy the selected text by hand.
    if (!(await copyText(value))) return input.current?.focus();
    setCopied(true);
    announce(t('components.copied'));
    setTimeout(() => setCopied(false), 3000);
  };
  return (
    <TextField className={field.field} value={value} isReadOnly>
      <Label className={field.label}>{label}</Label>
      <div className={styles.row}>
        <Input ref={input} className={field.input} onFocus={(event) => event.currentTarget.select()} />
        <Button onPress={copy}>{isCopied ? t('components.copied') : t('components.copy')}</Button>
      </div>
    </TextField>
  );
}
