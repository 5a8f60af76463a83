'use client';

import { useLaterCommands } from '@/lib/commands';
import { useWorkspace } from '@/lib/context/workspace';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';

const later = new Later(() =>
  withWordsOf('features/board/commands/commands-of-board', import('./commands-of-board')),
);

/** Offers the commands of the board, and of the card that has the focus or is open. */
export function BoardCommands({ opened }: { opened: number | null }) {
  const page = useBoardPage();
  const t = useTranslations();
  const { me } = useWorkspace();
  useLaterCommands(later, ({ boardCommands }) => boardCommands({ page, t, me, opened }));
  return null;
}
