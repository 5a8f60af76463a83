'use client';

import type { Card } from '@weir/contract';
import { useState } from 'react';
import { announce } from '@/components/live-region';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useBoardRoom } from '../../board-context';

/** Brings a card back from the archive, to where it stood or to another column. */
export function useRestoring(card: Card, onBack?: () => Promise<void>) {
  const { workspace, board, refresh } = useBoardRoom();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const restore = async (columnId?: string) => {
    setPending(true);
    const path = paths.archive(workspace, board.key, card.number);
    const result = await api.delete<Card>(columnId ? `${path}?columnId=${columnId}` : path);
    // What is drawn was older than what refused.
    await refresh();
    setPending(false);
    setProblem(result.ok ? null : result.problem);
    if (!result.ok) return;
    const there = board.columns.find(({ id }) => id === result.value.columnId)?.name;
    announce(`${card.ref} is back in ${there}.`);
    await onBack?.();
  };
  return { restore, problem, isPending };
}
