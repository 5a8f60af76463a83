'use client';

import { useState } from 'react';
import { Button } from '@/components/form/button';
import { announce } from '@/lib/announce';
import { copyText } from '@/lib/browser/copy-text';
import { useTranslations } from '@/lib/words/use-translations';

/** Copies the address of a page of Weir. */
export function CopyLink({ path }: { path: string }) {
  const t = useTranslations();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyAddress(path, t('components.copied')))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 3000);
  };
  return (
    <Button size="small" variant="plain" onPress={copy}>
      {isCopied ? t('components.copied') : t('card.link.copy')}
    </Button>
  );
}

/** Announces `said` once the address is copied. Without a clipboard it opens the page, whose address can be copied. */
export async function copyAddress(path: string, said: string): Promise<boolean> {
  const address = `${window.location.origin}${path}`;
  const isCopied = await copyText(address);
  if (isCopied) announce(said);
  else window.location.assign(address);
  return isCopied;
}
