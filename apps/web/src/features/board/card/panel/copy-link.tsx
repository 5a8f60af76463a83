'use client';

import { useState } from 'react';
import { Button } from '@/components/form/button';
import { announce } from '@/lib/announce';
import { useTranslations } from '@/lib/words/use-translations';

/** Copies the address of a page of Weir. */
export function CopyLink({ path }: { path: string }) {
  const t = useTranslations();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await copyAddress(path, t('components.copied'));
    setCopied(true);
    setTimeout(() => setCopied(false), 3000);
  };
  return (
    <Button size="small" variant="plain" onPress={copy}>
      {isCopied ? t('components.copied') : t('card.link.copy')}
    </Button>
  );
}

/** `said` is announced once it is copied. */
export async function copyAddress(path: string, said: string): Promise<void> {
  const address = `${window.location.origin}${path}`;
  // The clipboard is missing on plain http. There the page's own address can be copied.
  if (!navigator.clipboard) return window.location.assign(address);
  await navigator.clipboard.writeText(address);
  announce(said);
}
