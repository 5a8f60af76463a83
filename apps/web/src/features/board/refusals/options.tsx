'use client';

import type { Card, Column } from '@weir/contract';
import { ageInDays, type RefusalOption } from '@weir/domain';
import { useFormatter } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import { ignoreSecondPress } from '@/lib/double-click';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import type { Move } from '../use-moves';
import { isNoneSufficient, skippedColumns, swapText } from './option-words';
import styles from './refusal.module.css';

const maxCards = 3;

type Props = {
  options: readonly RefusalOption[];
  /** The refused move, which a swap would make. */
  move?: Move;
  onSwapped?: (() => void) | undefined;
};

/** The cards that could make room, the best first. */
export function OptionsList({ options, ...rest }: Props) {
  const t = useTranslations();
  return (
    <>
      {isNoneSufficient(options) && <p className={styles.what}>{t('board.option.noneSufficient')}</p>}
      <ul className={styles.ways} onPointerUpCapture={ignoreSecondPress}>
        {byCard(options).map((ofCard) => (
          <CardOptions key={ofCard[0].card.number} options={ofCard} {...rest} />
        ))}
      </ul>
    </>
  );
}

/** One entry for each card, with all its options. */
function byCard(options: readonly RefusalOption[]): [RefusalOption, ...RefusalOption[]][] {
  const cards = Map.groupBy(options, ({ card }) => card.number);
  return [...cards.values()].slice(0, maxCards) as [RefusalOption, ...RefusalOption[]][];
}

/** One card that could make room, with a button for each of its options. */
function CardOptions({ options, move, onSwapped }: Props & { options: [RefusalOption, ...RefusalOption[]] }) {
  const { board, moves, showDialog, openCard, focusCard } = useBoardPage();
  const t = useTranslations();
  const format = useFormatter();
  const [pending, setPending] = useState<RefusalOption['kind'] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isConfirming, setConfirming] = useState(false);
  const { number, ref, title } = options[0].card;
  const card = board.cards.find((each) => each.number === number);
  const targetId = options.find(({ columnId }) => columnId !== undefined)?.columnId;
  const target = board.columns.find(({ id }) => id === targetId);
  const column = target?.name ?? '';
  const skipped = card && target ? skippedColumns(board, card, target.id) : [];
  const mover = move && board.cards.find((each) => each.number === move.card);
  const half = move?.change.kind === 'move' ? move.change.half : undefined;
  const swapHint =
    card && mover && options.some(({ kind }) => kind === 'swap')
      ? swapText(t, board, mover, card, half)
      : null;
  const swapHintId = useId();

  const perform = async (kind: RefusalOption['kind'], toDo: Move) => {
    setPending(kind);
    setError(null);
    const problem = await moves.perform(toDo);
    setPending(null);
    if (problem === 'cancelled') return;
    // A swap that was drawn has taken this panel away.
    if (problem && kind === 'swap' && move)
      return moves.setRefused({ move, problem, seq: board.seq, byKeyboard: false });
    if (problem) return setError(problem.detail);
    if (kind === 'finish') return announce(t('board.option.moved', { ref, column }));
    announce(t('board.option.swapped', { ref, other: mover?.ref ?? '' }));
    moves.setRefused(null);
    onSwapped?.();
    if (move) focusCard(move.card);
  };
  const finish = () => target && perform('finish', moves.moveOf(number, { columnId: target.id }));
  const press = {
    finish: () => (skipped.length > 0 ? setConfirming(true) : finish()),
    swap: () => move && perform('swap', moves.swapOf(move.card, number, half)),
    putBack: () => showDialog({ kind: 'putBack', card: number }),
  };
  const facts = { ref, column, columns: format.list(skipped), skips: String(skipped.length > 0) };

  return (
    <li>
      <p className={styles.title}>
        <button type="button" className={styles.link} onClick={() => openCard(number)}>
          {ref}
        </button>{' '}
        {title} {card?.committedAt && <Age committedAt={card.committedAt} />}
      </p>
      <div className={styles.buttons}>
        {options.map(({ kind }) => (
          <Button
            key={kind}
            size="small"
            isPending={pending === kind}
            onPress={press[kind]}
            aria-label={t(`board.option.${kind}.label`, facts)}
            {...(kind === 'swap' && swapHint && { 'aria-describedby': swapHintId })}
          >
            {t(`board.option.${kind}.button`, facts)}
          </Button>
        ))}
      </div>
      {swapHint && (
        <p className={styles.what} id={swapHintId}>
          {swapHint}
        </p>
      )}
      {isConfirming && card && target && (
        <SkipColumnsDialog
          card={card}
          skipped={skipped}
          target={target}
          onConfirm={finish}
          onClose={() => setConfirming(false)}
        />
      )}
      {error && (
        <p className={styles.no} role="status">
          {error}
        </p>
      )}
    </li>
  );
}

function Age({ committedAt }: { committedAt: string }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const dates = useDates();
  const age = dates.counted(ageInDays(committedAt, board), 'day');
  return <span className={styles.age}>{t('board.option.age', { age })}</span>;
}

/** Asks before a card skips columns. */
function SkipColumnsDialog({
  card,
  skipped,
  target,
  onConfirm,
  onClose,
}: {
  card: Card;
  skipped: readonly string[];
  target: Column;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const t = useTranslations();
  const facts = { column: target.name, columns: useFormatter().list(skipped) };
  const confirm = () => {
    onClose();
    onConfirm();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="small"
      role="alertdialog"
      title={t('board.skip.title', { ref: card.ref, ...facts })}
    >
      <p>{t('board.skip.text', { title: card.title, kind: target.kind, ...facts })}</p>
      <DialogActions>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" onPress={confirm}>
          {t('board.skip.confirm', { column: target.name })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
