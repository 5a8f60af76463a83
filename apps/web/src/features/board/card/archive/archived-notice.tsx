'use client';

import type { Card } from '@weir/contract';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { useBoardContext } from '../../board-context';
import styles from '../../board-page.module.css';
import { RestoreRefusal } from './restore-card';

/**
 * What was just done to a card that is no longer there to say it, or why it was not, at the foot of the screen: seen
 * however far one has scrolled. It stays until it is answered or dismissed.
 */
export function ArchivedNotice({ standing }: { standing: ReturnType<typeof useArchiving> }) {
  const { focusCard } = useBoardContext();
  const { archived, problem, restore, dismiss } = standing;
  if (!archived && !problem) return null;
  const undo = async (columnId?: string) => {
    if (!archived) return;
    await restore(archived, columnId);
    focusCard(archived.number);
  };
  const isFull = archived && problem?.code === 'wip-limit-reached';
  return (
    <div className={styles.foot}>
      {archived && (
        <Notice
          role="status"
          actions={
            <>
              <Button size="small" onPress={() => undo()}>
                Undo
              </Button>
              <Button size="small" variant="plain" onPress={dismiss}>
                Dismiss
              </Button>
            </>
          }
        >
          {archived.ref} “{archived.title}” is archived.
        </Notice>
      )}
      {isFull && <RestoreRefusal card={archived} isPending={false} onRestore={undo} />}
      {problem && !isFull && (
        <ProblemNotice
          problem={problem}
          actions={
            <Button size="small" onPress={dismiss}>
              Dismiss
            </Button>
          }
        />
      )}
    </div>
  );
}

/** Archiving, with its undo, and unblocking: what is done at once, without a dialog. */
export function useArchiving(workspace: string, key: string, refresh: () => Promise<void>) {
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
