'use client';

import type { Board } from '@weir/contract';
import { isOftenExceeded } from '@weir/domain';
import { Notice } from '@/components/feedback/notice';
import { useLimitNames } from '../limit-names';
import { oftenExceededAdvice, oftenExceededWords } from '../often-exceeded-words';

/** The limits that are passed again and again, with the figures. */
export function OftenExceeded({ workspace, board }: { workspace: string; board: Board }) {
  const nameOf = useLimitNames(workspace, board);
  const fictions = board.limits.filter(isOftenExceeded);
  if (fictions.length === 0) return null;
  return (
    <Notice tone="warn">
      {fictions.map((limit) => (
        <p key={limit.id}>{oftenExceededWords(nameOf(limit), limit)}</p>
      ))}
      <p>{oftenExceededAdvice}</p>
    </Notice>
  );
}
