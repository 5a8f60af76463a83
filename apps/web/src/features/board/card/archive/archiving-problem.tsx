'use client';

import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { announce } from '@/lib/announce';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { RestoreRefusal } from './restore-card';
import type { useArchiving } from './use-archiving';

/** Why a card could not be archived or restored. */
export function ArchivingProblem({ archiving }: { archiving: ReturnType<typeof useArchiving> }) {
  const { focusCard } = useBoardPage();
  const t = useTranslations();
  const { refusal, restore, dismiss } = archiving;
  if (!refusal) return null;
  const { problem, card } = refusal;
  const restoreTo = async (columnId: string) => {
    if (!card) return;
    if (await restore([card], { columnId })) announce(t('card.archive.undone', { ref: card.ref }));
    focusCard(card.number);
  };
  if (card && problem.code === 'wip-limit-reached')
    return <RestoreRefusal card={card} isPending={false} onRestore={restoreTo} />;
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
