'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { useShortcuts, useShortcutsOn } from '@/lib/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';

const SearchDialog = dynamic(() => import('./search-dialog').then((loaded) => loaded.SearchDialog));

/** Opens the search of the workspace, also by the key `/`. */
export function Search() {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  const hasKey = useShortcutsOn();
  useShortcuts({ '/': () => setOpen(true) });
  return (
    <>
      <Button
        variant="plain"
        aria-label={hasKey ? t('search.openWithKey') : t('search.open')}
        onPress={() => setOpen(true)}
      >
        <Glyph name="search" />
      </Button>
      {isOpen && <SearchDialog onClose={() => setOpen(false)} />}
    </>
  );
}
