'use client';

import type { Card, Column } from '@weir/contract';
import { ageSeconds, type RefusalOption } from '@weir/domain';
import { useId, useState } from 'react';
import { useNow } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import { ignoreSecondPress } from '@/lib/double-click';
import { useBoardContext } from '../board-context';
import { spanSaid } from '../card/card-words';
import type { Move } from '../use-moves';
import {
  inAList,
  isNoneSufficient,
  noneSufficientText,
  skippedColumns,
  swapText,
  targetText,
} from './option-words';
import styles from './refusal.module.css';

const maxCards = 3;

type Props = {
  options: readonly RefusalOption[];
  /** What was refused, where it was a move. */
  move?: Move;
  onSwapped?: (() => void) | undefined;
};

/** The cards that could make way, in the order in which they are first offered. */
export function OptionsList({ options, ...rest }: Props) {
  return (
    <>
      {isNoneSufficient(options) && <p className={styles.what}>{noneSufficientText}</p>}
      <ul className={styles.ways} onPointerUpCapture={ignoreSecondPress}>
        {byCard(options).map((ways) => (
          <CardOptions key={ways[0].card.number} ways={ways} {...rest} />
        ))}
      </ul>
    </>
  );
}

/** What can be done with a card stands in one place. */
function byCard(options: readonly RefusalOption[]): [RefusalOption, ...RefusalOption[]][] {
  const cards = Map.groupBy(options, (way) => way.card.number);
  return [...cards.values()].slice(0, maxCards) as [RefusalOption, ...RefusalOption[]][];
}

/** One card that could make way, and a button for each way in which it can. */
export function CardOptions({
  ways,
  move,
  onSwapped,
}: {
  ways: [RefusalOption, ...RefusalOption[]];
  /** The move that was refused, which a swap makes; without one there is none. */
  move?: Move | undefined;
  onSwapped?: (() => void) | undefined;
}) {
  const { board, moves, open, openCard, focusCard } = useBoardContext();
  const [pending, setPending] = useState<RefusalOption['kind'] | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const now = useNow();
  const { number, ref, title } = ways[0].card;
  const card = board.cards.find((each) => each.number === number);
  const onward = ways.find(({ columnId }) => columnId !== undefined)?.columnId;
  const passed = card && onward ? skippedColumns(board, card, onward) : [];
  const to = card && onward ? targetText(board, card, onward) : '';
  const mover = move && board.cards.find((each) => each.number === move.card);
  const swapped =
    card && mover && ways.some(({ kind }) => kind === 'swap') ? swapText(board, mover, card) : null;
  const swapId = useId();

  const act = async (kind: RefusalOption['kind'], toDo: Move) => {
    setPending(kind);
    setWhy(null);
    const problem = await moves.perform(toDo);
    setPending(null);
    // A swap has taken this panel away.
    if (problem && kind === 'swap' && move)
      return moves.setRefused({ move, problem, seq: board.seq, byKeyboard: false });
    if (problem) return setWhy(problem.detail);
    if (kind === 'finish')
      return announce(`${ref} is in ${board.columns.find(({ id }) => id === onward)?.name}.`);
    announce('The two have changed places.');
    moves.setRefused(null);
    onSwapped?.();
    if (move) focusCard(move.card);
  };
  const goOn = () => onward && act('finish', moves.moveOf(number, { columnId: onward }));
  const labels = { finish: passed.length > 0 ? `${to}…` : to, swap: 'Swap', putBack: 'Put back' };
  const names = {
    finish: `${ref} ${to.replace(/^To/, 'to')}`,
    swap: `Swap with ${ref}`,
    putBack: `Put back ${ref}`,
  };
  const press = {
    finish: () => (passed.length > 0 ? setAsked(true) : goOn()),
    swap: () => move && act('swap', moves.swapOf(move.card, number)),
    putBack: () => open({ kind: 'putBack', card: number }),
  };

  return (
    <li>
      <p className={styles.title}>
        <button type="button" className={styles.link} onClick={() => openCard(number)}>
          {ref}
        </button>{' '}
        {title}
        {card?.committedAt && (
          <span className={styles.age}>, {spanSaid(ageSeconds(card.committedAt, new Date(now)))} old</span>
        )}
      </p>
      <div className={styles.buttons}>
        {ways.map(({ kind }) => (
          <Button
            key={kind}
            size="small"
            isPending={pending === kind}
            onPress={press[kind]}
            aria-label={names[kind]}
            {...(kind === 'swap' && swapped && { 'aria-describedby': swapId })}
          >
            {labels[kind]}
          </Button>
        ))}
      </div>
      {swapped && (
        <p className={styles.what} id={swapId}>
          {swapped}
        </p>
      )}
      {isAsked && card && (
        <SkipColumnsDialog
          card={card}
          passed={passed}
          to={board.columns.find(({ id }) => id === onward)}
          onGo={goOn}
          onClose={() => setAsked(false)}
        />
      )}
      {why && (
        <p className={styles.no} role="status">
          {why}
        </p>
      )}
    </li>
  );
}

/** Asks before a card goes past columns that it has not been through. */
export function SkipColumnsDialog({
  card,
  passed,
  to,
  onGo,
  onClose,
}: {
  card: Card;
  /** The names of the columns between. */
  passed: readonly string[];
  to: Column | undefined;
  onGo: () => void;
  onClose: () => void;
}) {
  const go = () => {
    onClose();
    onGo();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="small"
      role="alertdialog"
      title={`${card.ref} to ${to?.name}, past ${inAList(passed)}?`}
    >
      <p>
        “{card.title}” would not go through {inAList(passed)}
        {to?.kind === 'done' ? ', and would count as delivered.' : '.'}
      </p>
      <DialogActions>
        <Button onPress={onClose}>Leave it</Button>
        <Button variant="primary" onPress={go}>
          To {to?.name}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
