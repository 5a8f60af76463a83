'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useLaterCommands } from '@/lib/commands';
import { useWorkspace } from '@/lib/context/workspace';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { useDetails } from '../header/use-details';

const later = new Later(() =>
  withWordsOf('features/board/commands/commands-of-board', import('./commands-of-board')),
);

/** Offers the commands of the board, of its selected cards, and of the card that has the focus or is open. */
export function BoardCommands({ opened, isCardPage }: { opened: number | null; isCardPage: boolean }) {
  const page = useBoardPage();
  const t = useTranslations();
  const client = useQueryClient();
  const { slug: workspace, me, role } = useWorkspace();
  const details = useDetails(page.board.key);
  useLaterCommands(later, ({ boardCommands }) =>
    boardCommands({ page, t, me, role, workspace, opened, isCardPage, client, details }),
  );
  return null;
}
