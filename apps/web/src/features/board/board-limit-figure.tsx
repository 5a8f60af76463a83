'use client';

import { can } from '@weir/contract';
import { LimitFigure } from '@/features/limits/limit-figure';
import { maxHint } from '@/features/limits/limit-texts';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from './board-context';

type Props = {
  subject: LimitSubject;
  name: string;
  /** The number of cards, shown where there is no limit. */
  count: number;
};

/** The load of a subject on this board. Pressed, it opens the limit: to set it, or to read it. */
export function BoardLimitFigure({ subject, name, count }: Props) {
  const { board, showDialog, blockingLimits } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const limit = limitOf(board, subject);
  const canOpen = limit ? can(role, 'readLimits') : can(role, 'manageBoards') && !board.archivedAt;
  return (
    <LimitFigure
      name={name}
      limit={limit}
      load={limit?.load ?? count}
      isBlocking={limit !== null && blockingLimits.has(limit.id)}
      hint={limit ? maxHint(t, board, limit) : undefined}
      onPress={canOpen ? () => showDialog({ kind: 'limit', subject }) : undefined}
    />
  );
}
