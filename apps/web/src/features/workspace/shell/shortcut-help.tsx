'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { useCommands } from '@/lib/commands';
import {
  currentShortcutGroups,
  onOpenShortcuts,
  openShortcuts,
  type ShortcutGroup,
} from '@/lib/keys/shortcut-groups';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';

const ShortcutSheet = dynamic(
  loadedAhead(() =>
    withAllWords(import('@/components/shortcuts/shortcut-sheet')).then((loaded) => loaded.ShortcutSheet),
  ),
  { loading: () => null },
);

/** The sheet under `?` on every page: the keys that work anywhere, and those of the page. */
export function ShortcutHelp() {
  const t = useTranslations();
  const [groups, setGroups] = useState<ShortcutGroup[] | null>(null);
  useShortcuts({ '?': openShortcuts });
  useEffect(() => onOpenShortcuts(async () => setGroups(await currentShortcutGroups())), []);
  useCommands(() => [
    { id: 'help', group: 'account', title: t('components.keys.title'), act: openShortcuts, hint: '?' },
  ]);
  return groups && <ShortcutSheet groups={groups} onClose={() => setGroups(null)} />;
}
