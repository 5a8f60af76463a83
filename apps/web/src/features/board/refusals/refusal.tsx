'use client';

import type { Card } from '@weir/contract';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/button';
import { Glyph } from '@/components/glyph';
import { spotName, standsIn } from '@/lib/board/cells';
import { ignoreSecondPress } from '@/lib/second-press';
import { useBoardRoom } from '../board-context';
import type { Refused } from '../moving/use-moves';
import styles from './refusal.module.css';
import { refusalOf } from './refusal-of';
import { RefusedByLimits } from './refused-by-limits';
import { RefusedUnfinished } from './refused-by-policy';

type Props = { refused: Refused; onDone?: () => void };

/** A refusal where the card was to go: what is in the way, and what can be done now. It follows the board. */
export function Refusal({ refused, onDone }: Props) {
  const { board } = useBoardRoom();
  const { move, problem } = refused;
  const card = board.cards.find(({ number }) => number === move.card);
  const other = move.change.kind === 'swap' ? move.change.with : move.card;
  // Somebody took one of the cards off the board meanwhile.
  if (!card || !board.cards.some(({ number }) => number === other)) return null;
  // A swap is under way: it is there already.
  if (move.change.kind === 'move' && standsIn(card, move) && !problem) return null;
  return <Shown card={card} refused={refused} onDone={onDone} />;
}

function Shown({ card, refused, onDone }: { card: Card; refused: Refused; onDone: Props['onDone'] }) {
  const { board, moves, focusCard, retry } = useBoardRoom();
  const element = useRef<HTMLDivElement>(null);
  const { move, byKeyboard } = refused;
  const refusal = refusalOf(board, refused);
  const isRoom = refusal.kind === 'room';
  useEffect(() => {
    if (byKeyboard) element.current?.focus();
  }, [byKeyboard]);
  useEffect(() => {
    // The button that made room is gone, and the focus with it.
    if (isRoom && document.activeElement === document.body) element.current?.focus();
  }, [isRoom]);
  const close = () => {
    moves.setRefused(null);
    onDone?.();
    focusCard(move.card);
  };
  const again = () => {
    onDone?.();
    retry(move);
  };
  const there = spotName(board, move);

  return (
    // biome-ignore lint/a11y/useSemanticElements: not a set of fields
    <div
      ref={element}
      className={styles.refusal}
      data-tone={tones[refusal.kind]}
      tabIndex={-1}
      role="group"
      aria-label={isRoom ? `Room in ${there}` : `${there} refuses ${card.ref}`}
      onKeyDown={(event) => event.key === 'Escape' && close()}
      onPointerUpCapture={ignoreSecondPress}
    >
      <Button variant="plain" className={styles.close} aria-label="Close" onPress={close}>
        <Glyph name="close" size={12} />
      </Button>
      {refusal.kind === 'full' && (
        <RefusedByLimits facts={refusal.facts} card={card} move={move} onDone={onDone} />
      )}
      {refusal.kind === 'unfinished' && <RefusedUnfinished card={refusal.card} move={move} />}
      {refusal.kind === 'stopped' && (
        <p>
          <b className={styles.stopped}>{refusal.problem.title}.</b>{' '}
          {`${card.ref} stays where it is. ${refusal.problem.detail}`}
        </p>
      )}
      {isRoom && (
        <p>
          <b className={styles.yes}>There is room now.</b>
        </p>
      )}
      {(isRoom || refusal.kind === 'stopped') && (
        <Button variant="primary" size="small" onPress={again}>
          {isRoom && move.change.kind === 'move' ? `Move ${card.ref} to ${there}` : 'Try again'}
        </Button>
      )}
    </div>
  );
}

const tones = { full: 'full', unfinished: 'near', stopped: 'near', room: 'ok' } as const;
