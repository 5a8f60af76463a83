'use client';

import { type Card, can, type Override } from '@weir/contract';
import { limitInWords } from '@weir/domain';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { announce } from '@/lib/announce';
import { type Cell, cellName, isInCell, targetCell } from '@/lib/board/cells';
import { ignoreSecondPress } from '@/lib/double-click';
import { useBoardContext } from '../board-context';
import { unfinishedText } from '../moving/verdict';
import type { Move, Refused } from '../use-moves';
import { currentRefusal, type LimitFacts } from './current-refusal';
import { OptionsList } from './options';
import { OverrideOffer } from './override-form';
import styles from './refusal.module.css';

/** The refusal of a card that wanted in here, if there is one: brought into view. */
export function RefusalAt({ cell }: { cell: Cell }) {
  const { board, refused, dialog } = useBoardContext();
  const element = useRef<HTMLDivElement>(null);
  // The move dialog shows it in its own list.
  const isHere = refused !== null && dialog?.kind !== 'move' && isFor(refused.move);
  const shown = isHere ? refused : null;
  useEffect(() => {
    if (shown) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={element}>
      <Refusal refused={shown} />
    </div>
  );

  function isFor(move: Cell & { card: number }): boolean {
    const card = board.cards.find(({ number }) => number === move.card);
    return card ? isInCell(targetCell(board, card, move), cell) : move.columnId === cell.columnId;
  }
}

type RefusalProps = { refused: Refused; onDone?: () => void };

/** A refusal where the card was to go: what is in the way, and what can be done now. It follows the board. */
export function Refusal({ refused, onDone }: RefusalProps) {
  const { board } = useBoardContext();
  const { move, problem } = refused;
  const card = board.cards.find(({ number }) => number === move.card);
  const other = move.change.kind === 'swap' ? move.change.with : move.card;
  // Somebody took one of the cards off the board meanwhile.
  if (!card || !board.cards.some(({ number }) => number === other)) return null;
  // A swap is under way: it is there already.
  if (move.change.kind === 'move' && isInCell(card, move) && !problem) return null;
  return <Shown card={card} refused={refused} onDone={onDone} />;
}

function Shown({ card, refused, onDone }: { card: Card; refused: Refused; onDone: RefusalProps['onDone'] }) {
  const { board, moves, focusCard, retry } = useBoardContext();
  const element = useRef<HTMLDivElement>(null);
  const { move, byKeyboard } = refused;
  const refusal = currentRefusal(board, refused);
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
  const there = cellName(board, move);

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
      {refusal.kind === 'unfinished' && <RefusedByPullPolicy card={refusal.card} move={move} />}
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

type ByLimitsProps = { facts: LimitFacts; card: Card; move: Move; onDone: (() => void) | undefined };

/** All limits that a move breaks, which cards could make way, and the way past them where there is one. */
export function RefusedByLimits({ facts: { limits, options }, card, move, onDone }: ByLimitsProps) {
  const { board, role, moves, refresh, focusCard } = useBoardContext();
  const here = board.columns.find(({ id }) => id === card.columnId)?.name;
  const there = cellName(board, move);

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
          <OptionsList options={options} move={move} onSwapped={onDone} />
        </>
      ) : (
        <p className={styles.what}>Nothing can make way now; it waits until a place is free.</p>
      )}
      <OverrideOffer
        limits={limits}
        board={board}
        mayOverride={can(role, 'overrideLimits')}
        action={move.change.kind === 'move' ? `Move ${card.ref} to ${there}` : 'Do it all the same'}
        onOverride={pass}
      />
    </>
  );
}

/** Only what is done in its column is pulled onward: said, with the step that comes first. */
export function RefusedByPullPolicy({ card, move }: { card: Card; move: Move }) {
  const { board, moves } = useBoardContext();
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
          {card.number === move.card ? unfinishedText(board, card) : `${card.ref} is not done yet.`}
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
