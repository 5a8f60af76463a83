'use client';

import type { Board } from '@weir/contract';
import { isFiction } from '@weir/domain';
import { Notice } from '@/components/notice';
import { fictionWords } from '@/features/board/fiction-words';
import { useNames } from '@/features/limits/use-names';

/** The limits that are passed again and again, with the figures. */
export function Fictions({ workspace, board }: { workspace: string; board: Board }) {
  const nameOf = useNames(workspace, board);
  const fictions = board.limits.filter(isFiction);
  if (fictions.length === 0) return null;
  return (
    <Notice
      tone="warn"
      title={fictions.length === 1 ? 'A limit here is fiction' : `${fictions.length} limits here are fiction`}
    >
      {fictions.map((limit) => (
        <p key={limit.id}>{fictionWords(nameOf(limit), limit)}</p>
      ))}
    </Notice>
  );
}
