'use client';

import { useState } from 'react';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import type { BulkReport, bulkActs, Page } from './bulk-acts';

/** A menu of the selection's bar. */
type BulkMenu = 'move' | 'labels' | 'people';
type Acts = ReturnType<typeof bulkActs>;

const load = loadedAhead(() => withWordsOf('features/board/selection/bulk-acts', import('./bulk-acts')));

/** Changes several cards, one after the other. A refusal for one card does not stop the others. */
export function useBulk(page: Page) {
  const t = useTranslations();
  const [report, setReport] = useState<BulkReport | null>(null);
  const [isPending, setPending] = useState(false);
  const [menu, setMenu] = useState<BulkMenu | null>(null);
  const acts = async () => (await load()).bulkActs({ ...page, t, setReport, setPending });
  const edit: Acts['edit'] = async (...args) => {
    setPending(true);
    try {
      return await (await acts()).edit(...args);
    } finally {
      setPending(false);
    }
  };
  const archive: Acts['archive'] = async (...args) => (await acts()).archive(...args);
  return { edit, archive, report, isPending, dismiss: () => setReport(null), menu, setMenu };
}
