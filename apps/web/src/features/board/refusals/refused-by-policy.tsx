'use client';

import type { Card } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import { useBoardRoom } from '../board-context';
import type { Move } from '../moving/use-moves';
import { unfinishedWords } from '../moving/verdict';
import styles from './refusal.module.css';

/** Only what is done in its column is pulled onward: said, with the step that comes first. */
export function RefusedUnfinished({ card, move }: { card: Card; move: Move }) {
  const { board, moves } = useBoardRoom();
  const [why, setWhy] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const finish = async () => {
    setPending(true);
    const toDone = moves.moveOf(card.number, { columnId: card.columnId, half: 'done' });
    const problem = await moves.perform(toDone);
    setPending(false);
    setWhy(problem?.detail ?? null);
  };
  return (
    <>
      <p>
        <b className={styles.stopped}>
          {card.number === move.card ? unfinishedWords(board, card) : `${card.ref} is not done yet.`}
        </b>{' '}
        Only what is done there is pulled onward.
      </p>
      <Button size="small" isPending={isPending} onPress={finish}>
        {card.ref} is done there
      </Button>
      {why && (
        <p className={styles.no} role="status">
          {why}
        </p>
      )}
    </>
  );
}
