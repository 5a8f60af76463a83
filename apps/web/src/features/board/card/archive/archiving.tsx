'use client';

import type { Card } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { takenOffWith } from '@/features/accepted-work/leaving';
import type { WithReason } from '@/features/accepted-work/use-reasons';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { RestoreRefusal, sendRestore } from './restore-card';

/** Archiving, unblocking and assigning. Archiving needs a dialog only for accepted work, whose requester reads why. */
export function useArchiving(
  workspace: string,
  key: string,
  {
    refresh,
    withReason,
    onArchived,
  }: {
    refresh: () => Promise<void>;
    withReason: WithReason;
    /** Keeps the card, to be restored by an undo. */
    onArchived: (card: Card) => void;
  },
) {
  const t = useTranslations();
  const [refused, setRefused] = useState<Card | null>(null);
  const [problem, setProblem] = useState<AnyProblem | null>(null);

  /** Returns whether it was done; null means that the person cancelled. */
  const perform = async (call: Promise<Result<Card> | null>, done: string): Promise<boolean> => {
    const result = await call;
    if (!result) return false;
    setProblem(result.ok ? null : result.problem);
    if (result.ok) announce(done);
    await refresh();
    return result.ok;
  };
  /** Returns whether it was archived. */
  const archive = async (card: Card): Promise<boolean> => {
    const call = withReason(
      (toRequester) =>
        api.put<Card>(paths.archive(workspace, key, card.number), toRequester && { toRequester }),
      'archive',
      takenOffWith([card]),
    );
    setRefused(null);
    const isDone = await perform(call, t('card.archive.archived', { ref: card.ref }));
    if (isDone) onArchived(card);
    return isDone;
  };
  /** Returns whether it was restored. */
  const restore = async (card: Card, columnId?: string): Promise<boolean> => {
    const call = withReason(
      (toRequester) => sendRestore(workspace, key, card, { columnId, toRequester }),
      'restore',
    );
    const isDone = await perform(call, t('card.archive.undone', { ref: card.ref }));
    setRefused(isDone ? null : card);
    return isDone;
  };
  const unblock = async (card: Card) => {
    const call = api.delete<Card>(paths.block(workspace, key, card.number));
    await perform(call, t('card.unblocked', { ref: card.ref }));
  };
  const assign = async ({ number, ref }: Card, person: string, isOn: boolean) => {
    const path = paths.card(workspace, key, number);
    const save = async () => {
      // The drawn card may be older than a move that is under way.
      const newest = await api.get<Card>(path);
      if (!newest.ok) return newest;
      const others = newest.value.assignees.map(({ id }) => id).filter((id) => id !== person);
      const assigneeIds = isOn ? [...others, person] : others;
      return api.patch<Card>(path, { assigneeIds }, { ifMatch: `"${newest.value.version}"` });
    };
    await perform(save(), t('card.saved', { ref }));
  };
  const dismiss = () => {
    setRefused(null);
    setProblem(null);
  };
  return { refused, problem, archive, restore, unblock, assign, dismiss };
}

/** Why a card could not be archived or restored. */
export function ArchivingProblem({ archiving }: { archiving: ReturnType<typeof useArchiving> }) {
  const { focusCard } = useBoardPage();
  const t = useTranslations();
  const { refused, problem, restore, dismiss } = archiving;
  if (!problem) return null;
  const restoreTo = async (columnId: string) => {
    if (!refused) return;
    await restore(refused, columnId);
    focusCard(refused.number);
  };
  if (refused && problem.code === 'wip-limit-reached')
    return <RestoreRefusal card={refused} isPending={false} onRestore={restoreTo} />;
  return (
    <ProblemNotice
      problem={problem}
      actions={
        <Button size="small" onPress={dismiss}>
          {t('common.dismiss')}
        </Button>
      }
    />
  );
}
