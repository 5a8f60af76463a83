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
import { type Edit, editCard } from '@/lib/board/edit-card';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { sendFor } from '../panel/editing/send-for-version';
import { RestoreRefusal, sendRestore } from './restore-card';

type Page = {
  refresh: () => Promise<void>;
  withReason: WithReason;
  /** Both keep the action, to be undone. `text` says what was done. */
  onArchived: (card: Card, text: string) => void;
  onEdited: (card: Card, edit: Edit) => void;
};

/** Archiving, unblocking, assigning and renaming. Archiving needs a dialog only for accepted work, whose requester reads why. */
export function useArchiving(
  workspace: string,
  key: string,
  { refresh, withReason, onArchived, onEdited }: Page,
) {
  const t = useTranslations();
  const [refused, setRefused] = useState<Card | null>(null);
  const [problem, setProblem] = useState<AnyProblem | null>(null);

  /** Returns whether it was done; null means that the person cancelled. */
  const perform = async (call: Promise<Result<Card> | null>, text: string): Promise<boolean> => {
    const result = await call;
    if (!result) return false;
    setProblem(result.ok ? null : result.problem);
    if (result.ok) announce(text);
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
    const { ref, title } = card;
    const isDone = await perform(call, t('card.archive.archived', { ref }));
    if (isDone) onArchived(card, t('card.archive.archivedTitle', { ref, title }));
    return isDone;
  };
  /** Restores cards one after the other, up to the first that is refused. Returns whether all were restored. */
  const restore = async (cards: readonly Card[], columnId?: string): Promise<boolean> => {
    for (const card of cards) {
      const result = await withReason(
        (toRequester) => sendRestore(workspace, key, card, { columnId, toRequester }),
        'restore',
      );
      if (result?.ok) continue;
      setRefused(card);
      setProblem(result?.problem ?? null);
      await refresh();
      return false;
    }
    dismiss();
    await refresh();
    return true;
  };
  const unblock = async (card: Card) => {
    const call = api.delete<Card>(paths.block(workspace, key, card.number));
    await perform(call, t('card.unblocked', { ref: card.ref }));
  };
  const assign = async (card: Card, person: string, isOn: boolean) => {
    const edit: Edit = { field: 'assigneeIds', id: person, isOn };
    const isDone = await perform(editCard(workspace, key, card, edit), t('card.saved', { ref: card.ref }));
    if (isDone) onEdited(card, edit);
  };
  /** Returns whether the card has the title now. */
  const rename = (card: Card, title: string): Promise<boolean> =>
    perform(
      sendFor(paths.card(workspace, key, card.number), { title }, card, 'title'),
      t('card.saved', { ref: card.ref }),
    );
  const dismiss = () => {
    setRefused(null);
    setProblem(null);
  };
  return { refused, problem, archive, restore, unblock, assign, rename, dismiss };
}

/** Why a card could not be archived or restored. */
export function ArchivingProblem({ archiving }: { archiving: ReturnType<typeof useArchiving> }) {
  const { focusCard } = useBoardPage();
  const t = useTranslations();
  const { refused, problem, restore, dismiss } = archiving;
  if (!problem) return null;
  const restoreTo = async (columnId: string) => {
    if (!refused) return;
    if (await restore([refused], columnId)) announce(t('card.archive.undone', { ref: refused.ref }));
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
