'use client';

import { type Card, may, type Override } from '@weir/contract';
import { limitInWords } from '@weir/domain';
import { announce } from '@/components/live-region';
import { spotName } from '@/lib/board/cells';
import { useBoardRoom } from '../board-context';
import type { Move } from '../moving/use-moves';
import { WaysList } from './options-list';
import { OverrideOffer } from './override-offer';
import styles from './refusal.module.css';
import type { LimitFacts } from './refusal-of';

type Props = { facts: LimitFacts; card: Card; move: Move; onDone: (() => void) | undefined };

/** All limits that a move breaks, which cards could make way, and the way past them where there is one. */
export function RefusedByLimits({ facts: { limits, options }, card, move, onDone }: Props) {
  const { board, role, moves, refresh, focusCard } = useBoardRoom();
  const here = board.columns.find(({ id }) => id === card.columnId)?.name;
  const there = spotName(board, move);

  const pass = async (override: Override) => {
    const sent = await move.send(override);
    await refresh();
    if (!sent.ok) {
      if (sent.problem.code === 'wip-limit-reached')
        moves.setRefused({ move, problem: sent.problem, seq: board.seq, byKeyboard: false });
      return sent.problem;
    }
    announce(`${card.ref} is in ${there}. It passed a limit; that is written down.`);
    moves.setRefused(null);
    onDone?.();
    focusCard(move.card);
    return null;
  };

  return (
    <>
      <div className={styles.limits}>
        {limits.map((limit) => (
          <p key={limit.id} className={styles.no}>
            {limitInWords(limit)}
          </p>
        ))}
        <p>{`${card.ref} stays in ${here}.`}</p>
      </div>
      {options.length > 0 ? (
        <>
          <p className={styles.what}>Make room first:</p>
          <WaysList options={options} move={move} onSwapped={onDone} />
        </>
      ) : (
        <p className={styles.what}>Nothing can make way now; it waits until a place is free.</p>
      )}
      <OverrideOffer
        limits={limits}
        board={board}
        mayOverride={may(role, 'overrideLimits')}
        action={move.change.kind === 'move' ? `Move ${card.ref} to ${there}` : 'Do it all the same'}
        onPass={pass}
      />
    </>
  );
}
