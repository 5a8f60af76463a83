'use client';

import type { Card } from '@weir/contract';
import { useState } from 'react';
import { announce } from '@/components/live-region';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem, Result } from '@/lib/api/result';

/** Archiving, with its undo, and unblocking: what is done at once, without a dialog. */
export function useStanding(workspace: string, key: string, refresh: () => Promise<void>) {
  const [archived, setArchived] = useState<Card | null>(null);
  const [problem, setProblem] = useState<AnyProblem | null>(null);

  const act = async (call: Promise<Result<Card>>, said: string): Promise<boolean> => {
    const result = await call;
    setProblem(result.ok ? null : result.problem);
    if (result.ok) announce(said);
    await refresh();
    return result.ok;
  };
  /** Whether it was archived. */
  const archive = async (card: Card): Promise<boolean> => {
    const isDone = await act(api.put(paths.archive(workspace, key, card.number)), `${card.ref} is archived.`);
    if (isDone) setArchived(card);
    return isDone;
  };
  /** To where it stood, or to another column. */
  const restore = async (card: Card, columnId?: string) => {
    const path = paths.archive(workspace, key, card.number);
    const call = api.delete<Card>(columnId ? `${path}?columnId=${columnId}` : path);
    const isDone = await act(call, `${card.ref} is back.`);
    if (isDone) setArchived(null);
  };
  const unblock = async (card: Card) => {
    await act(api.delete(paths.block(workspace, key, card.number)), `${card.ref} is not blocked any more.`);
  };
  const dismiss = () => {
    setArchived(null);
    setProblem(null);
  };
  return { archived, problem, archive, restore, unblock, dismiss };
}
