'use client';

import { type BrokenLimit, explain, limitInWords, type WayOut, wouldBreak } from '@weir/domain';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/button';
import { Glyph } from '@/components/glyph';
import { ProblemNotice } from '@/components/problem-notice';
import { useBoardRoom } from './board-room';
import styles from './refusal.module.css';
import type { Refused } from './use-moves';
import { WayOutLine } from './way-out';

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
  if (!card) return null;
  const here = board.columns.find(({ id }) => id === card.columnId)?.name;
  const column = board.columns.find(({ id }) => id === move.columnId)?.name;
  const facts = factsOf();

  return (
    // biome-ignore lint/a11y/useSemanticElements: not a set of fields
    <div
      ref={element}
      className={styles.refusal}
      data-room={facts ? undefined : true}
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
                {facts.options.map((way) => (
                  <WayOutLine
                    key={`${way.kind} ${way.card.number}`}
                    way={way}
                    move={move}
                    onSwapped={onDone}
                  />
                ))}
              </ul>
            </>
          ) : (
            <p className={styles.what}>Nothing can make way now; it waits until a place is free.</p>
          )}
        </>
      ) : problem && problem.code !== 'wip-limit-reached' ? (
        <ProblemNotice problem={problem} role="status" />
      ) : (
        <p>
          <b className={styles.yes}>There is room now.</b>
        </p>
      )}
      {!facts && (
        <Button variant="primary" size="small" onPress={again}>
          {move.change.kind === 'move' ? `Move ${card.ref} to ${column}` : 'Try again'}
        </Button>
      )}
    </div>
  );

  /** What stands in the way now; as the server told it, as long as the board here has heard of nothing newer. */
  function factsOf(): Facts | null {
    if (wouldBreak(board, move.change).length > 0) return explain(board, move.change);
    return problem?.code === 'wip-limit-reached' && board.seq <= refused.seq ? (problem as Facts) : null;
  }
}
