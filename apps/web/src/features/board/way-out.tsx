'use client';

import type { WayOut } from '@weir/domain';
import { ageSeconds, counts } from '@weir/domain';
import { useState } from 'react';
import { Button } from '@/components/button';
import { duration, useNow } from '@/components/time';
import { useBoardRoom } from './board-room';
import styles from './refusal.module.css';
import type { Move } from './use-moves';

const words = { finish: 'Finish', swap: 'Swap', putBack: 'Put back…' } as const;

/** One card that could make way, and the button that makes it so. */
export function WayOutLine({
  way,
  move,
  onSwapped,
}: {
  way: WayOut;
  move: Move;
  onSwapped?: (() => void) | undefined;
}) {
  const { board, moves, open, openCard } = useBoardRoom();
  const [isPending, setPending] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const now = useNow();
  const card = board.cards.find(({ number }) => number === way.card.number);
  const onward = card && nextPlace();
  const explained =
    way.kind === 'finish'
      ? ` to ${onward?.name}`
      : way.kind === 'swap'
        ? 'the two change places'
        : 'to the queue';

  const act = async (toDo: Move) => {
    setPending(true);
    setWhy(null);
    const problem = await moves.perform(toDo);
    setPending(false);
    if (problem) return setWhy(problem.detail);
    if (way.kind !== 'swap') return;
    moves.setRefused(null);
    onSwapped?.();
  };
  const press = () => {
    if (way.kind === 'putBack') return open({ kind: 'putBack', card: way.card.number });
    if (way.kind === 'swap') return act(moves.swapOf(move.card, way.card.number));
    return onward && act(moves.moveOf(way.card.number, { columnId: onward.id }));
  };

  return (
    <li>
      <div className={styles.way}>
        <button type="button" className={styles.link} onClick={() => openCard(way.card.number)}>
          {way.card.ref}
        </button>
        <span className={styles.title}>
          {way.card.title}
          {card?.committedAt && (
            <span className={styles.age}>, {duration(ageSeconds(card.committedAt, new Date(now)))} old</span>
          )}
        </span>
        <Button
          size="small"
          isPending={isPending}
          onPress={press}
          aria-label={`${words[way.kind].replace('…', '')} ${way.card.ref}: ${explained.trim()}`}
        >
          {way.kind === 'finish' && onward?.kind !== 'done' ? `On to ${onward?.name}` : words[way.kind]}
        </Button>
      </div>
      {why && (
        <p className={styles.no} role="status">
          {why}
        </p>
      )}
    </li>
  );

  /** The next column in which the card no longer counts against what refuses. */
  function nextPlace() {
    const at = board.columns.findIndex(({ id }) => id === card?.columnId);
    const limit = board.limits.find((each) => each.scope === 'column' && each.columnId === move.columnId);
    const inClass = board.limits.find((each) => each.scope === 'classOfService');
    const tight = card?.columnId === move.columnId ? limit : inClass;
    return board.columns
      .slice(at + 1)
      .find((column) => card && (!tight || !counts(tight, { ...card, columnId: column.id }, column)));
  }
}
