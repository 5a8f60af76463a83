'use client';

import { type BrokenLimit, explain, limitInWords, type WayOut, wouldBreak } from '@weir/domain';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/button';
import { Glyph } from '@/components/glyph';
import { useBoardRoom } from './board-room';
import styles from './refusal.module.css';
import type { Refused } from './use-moves';
import { WaysOut } from './ways-out';

const mostCards = 3;

type Facts = { limits: BrokenLimit[]; options: WayOut[] };

/** A refusal where the card was to go: which limit, what is in the way, what can be done now. It follows the board. */
export function Refusal({ refused, onDone }: { refused: Refused; onDone?: () => void }) {
  const { board, moves, focusCard, retry } = useBoardRoom();
  const element = useRef<HTMLDivElement>(null);
  const { move, problem, byKeyboard } = refused;
  useEffect(() => {
    if (byKeyboard) element.current?.focus();
  }, [byKeyboard]);
  const close = () => {
    moves.setRefused(null);
    onDone?.();
    focusCard(move.card);
  };
  const again = () => {
    onDone?.();
    retry(move);
  };
  const card = board.cards.find(({ number }) => number === move.card);
  const isRoom = wouldBreak(board, move.change).length === 0;
  useEffect(() => {
    // The button that made room is gone, and the focus with it.
    if (isRoom && document.activeElement === document.body) element.current?.focus();
  }, [isRoom]);
  // A swap is under way: it is there already.
  const isThere = move.change.kind === 'move' && card?.columnId === move.columnId && !problem;
  if (!card || isThere) return null;
  const here = board.columns.find(({ id }) => id === card.columnId)?.name;
  const column = board.columns.find(({ id }) => id === move.columnId)?.name;
  const facts = factsOf();
  // Not a full place: the network, or a card that somebody archived.
  const isStopped = problem !== undefined && problem.code !== 'wip-limit-reached';

  return (
    // biome-ignore lint/a11y/useSemanticElements: not a set of fields
    <div
      ref={element}
      className={styles.refusal}
      data-tone={facts ? 'full' : isStopped ? 'near' : 'ok'}
      tabIndex={-1}
      role="group"
      aria-label={facts ? `${column} refuses ${card.ref}` : `Room in ${column}`}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <Button variant="plain" className={styles.close} aria-label="Close" onPress={close}>
        <Glyph name="close" size={12} />
      </Button>
      {facts ? (
        <>
          <p>
            <b className={styles.no}>{facts.limits.map(limitInWords).join(' ')}</b>{' '}
            {`${card.ref} stays in ${here}.`}
          </p>
          {facts.options.length > 0 ? (
            <>
              <p className={styles.what}>Make room first:</p>
              <ul className={styles.ways}>
                {byCard(facts.options).map((ways) => (
                  <WaysOut key={ways[0].card.number} ways={ways} move={move} onSwapped={onDone} />
                ))}
              </ul>
            </>
          ) : (
            <p className={styles.what}>Nothing can make way now; it waits until a place is free.</p>
          )}
        </>
      ) : isStopped ? (
        <p>
          <b className={styles.stopped}>{problem.title}.</b>{' '}
          {`${card.ref} stays in ${here}. ${problem.detail}`}
        </p>
      ) : (
        <p>
          <b className={styles.yes}>There is room now.</b>
        </p>
      )}
      {!facts && (
        <Button variant="primary" size="small" onPress={again}>
          {move.change.kind === 'move' && !isStopped ? `Move ${card.ref} to ${column}` : 'Try again'}
        </Button>
      )}
    </div>
  );

  /** What stands in the way now; as the server told it, as long as the board here has heard of nothing newer. */
  function factsOf(): Facts | null {
    if (!isRoom) return explain(board, move.change);
    return problem?.code === 'wip-limit-reached' && board.seq <= refused.seq ? (problem as Facts) : null;
  }
}

/** What can be done with a card stands in one place, in the order in which cards are first offered. */
function byCard(options: WayOut[]): [WayOut, ...WayOut[]][] {
  const cards = Map.groupBy(options, (way) => way.card.number);
  return [...cards.values()].slice(0, mostCards) as [WayOut, ...WayOut[]][];
}
