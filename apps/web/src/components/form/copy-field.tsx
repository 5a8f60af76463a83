'use client';

import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { announce } from '@/lib/announce';
import { Button } from './button';
import styles from './copy-field.module.css';
import field from './field.module.css';

/** Something to be copied: all of it is selected on focus, and a button copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    // Missing on plain-http addresses: there the text is selected and copied by hand.
    await navigator.clipboard?.writeText(value);
    setCopied(Boolean(navigator.clipboard));
    announce('Copied');
    setTimeout(() => setCopied(false), 3000);
  };
  return (
    <TextField className={field.field} value={value} isReadOnly>
      <Label className={field.label}>{label}</Label>
      <div className={styles.row}>
        <Input className={field.input} onFocus={(event) => event.currentTarget.select()} />
        <Button onPress={copy}>{isCopied ? 'Copied' : 'Copy'}</Button>
      </div>
    </TextField>
  );
}
