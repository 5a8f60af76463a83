'use client';

import { can } from '@weir/contract';
import { maxInWords } from '@weir/domain';
import { LimitFigure } from '@/features/limits/limit-figure';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useBoardContext } from './board-context';

type Props = {
  subject: LimitSubject;
  name: string;
  /** What is there, where nothing limits it. */
  count: number;
};

/** The figure of whatever is limited on this board. Those who may set limits can set one by pressing it, others read it. */
export function BoardLimitFigure({ subject, name, count }: Props) {
  const { board, role, open, blockingLimits } = useBoardContext();
  const limit = limitOf(board, subject);
  const canOpen = limit ? can(role, 'readLimits') : can(role, 'manageBoards') && !board.archivedAt;
  return (
    <LimitFigure
      name={name}
      limit={limit}
      load={limit?.load ?? count}
      isBlocking={limit !== null && blockingLimits.has(limit.id)}
      hint={limit ? `Holds ${maxInWords(board, limit)}` : undefined}
      onPress={canOpen ? () => open({ kind: 'limit', subject }) : undefined}
    />
  );
}
