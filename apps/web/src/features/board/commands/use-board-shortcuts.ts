'use client';

import { useLaterShortcutGroups } from '@/lib/keys/shortcut-groups';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';

const later = new Later(() => withWordsOf('features/board/commands/board-keys', import('./board-keys')));

/** Lists the keys of the board and its cards under `?`. */
export function useBoardShortcuts(canEdit: boolean): void {
  const t = useTranslations();
  useLaterShortcutGroups(later, ({ boardKeys }) => boardKeys(t, canEdit));
}
