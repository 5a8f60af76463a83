'use client';

import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { ProblemNotice } from '@/components/problem-notice';
import { useBoardRoom } from './board-context';
import styles from './board-page.module.css';
import { RestoreRefused } from './card/archive/restore-refused';
import type { useStanding } from './use-moved-card';

/**
 * What was just done to a card that is no longer there to say it, or why it was not, at the foot of the screen: seen
 * however far one has scrolled. It stays until it is answered or dismissed.
 */
export function StandingNotice({ standing }: { standing: ReturnType<typeof useStanding> }) {
  const { focusCard } = useBoardRoom();
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
      {isFull && <RestoreRefused card={archived} isPending={false} onRestore={undo} />}
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
