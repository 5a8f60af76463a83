'use client';

import type { Card, CardDetail } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import { ProblemNotice } from '@/components/problem-notice';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useBoardRoom } from './board-room';
import styles from './card-panel.module.css';

/** What can be done with the card besides editing it. */
export function CardActions({ card, onClose }: { card: CardDetail; onClose: () => void }) {
  const { board, workspace, open, archive, unblock, refresh } = useBoardRoom();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const { number } = card;
  const isActive = board.columns.find(({ id }) => id === card.columnId)?.kind === 'active';
  const [isPending, setPending] = useState(false);
  const restore = async () => {
    setPending(true);
    const result = await api.delete<Card>(paths.archive(workspace, board.key, number));
    setPending(false);
    if (!result.ok) return setProblem(result.problem);
    setProblem(null);
    await refresh();
  };
  if (card.archivedAt)
    return (
      <div>
        <Button isPending={isPending} onPress={restore}>
          Restore
        </Button>
        {problem && <ProblemNotice problem={problem} />}
      </div>
    );
  return (
    <div className={styles.actions}>
      <Button size="small" onPress={() => open({ kind: 'move', card: number })}>
        Move…
      </Button>
      {isActive && (
        <Button size="small" onPress={() => open({ kind: 'putBack', card: number })}>
          Put back…
        </Button>
      )}
      {card.blocked ? (
        <Button size="small" onPress={() => unblock(card)}>
          Unblock
        </Button>
      ) : (
        <Button size="small" onPress={() => open({ kind: 'block', card: number })}>
          Block…
        </Button>
      )}
      <Button
        size="small"
        onPress={() => {
          onClose();
          void archive(card);
        }}
      >
        Archive
      </Button>
    </div>
  );
}
