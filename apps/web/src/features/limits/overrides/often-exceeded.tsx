'use client';

import type { Board } from '@weir/contract';
import { isFiction } from '@weir/domain';
import { Notice } from '@/components/notice';
import { fictionAdvice, fictionWords } from '@/features/board/header/often-exceeded-words';
import { useNames } from '../limit-names';

/** The limits that are passed again and again, with the figures. */
export function Fictions({ workspace, board }: { workspace: string; board: Board }) {
  const nameOf = useNames(workspace, board);
  const fictions = board.limits.filter(isFiction);
  if (fictions.length === 0) return null;
  return (
    <Notice tone="warn">
      {fictions.map((limit) => (
        <p key={limit.id}>{fictionWords(nameOf(limit), limit)}</p>
      ))}
      <p>{fictionAdvice}</p>
    </Notice>
  );
}
