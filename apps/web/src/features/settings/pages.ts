'use client';

import { usePathname } from 'next/navigation';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { settingsPages } from '@/lib/pages/settings-pages';
import { useTranslations } from '@/lib/words/use-translations';

/** A page of a board's settings. */
export type SettingsPage = { href: string; title: string; isCurrent: boolean };

/** The pages of the settings that the person may see, in groups. */
export function useSettingsPages(): SettingsPage[][] {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const pathname = usePathname();
  return settingsPages(t, { slug, role, board: useBoardKey() }).map((group) =>
    group.map(({ href, title }) => ({ href, title, isCurrent: pathname === href })),
  );
}
