'use client';

import { type Card, can, type Override } from '@weir/contract';
import { countFitting } from '@weir/domain';
import { limitText } from '@weir/words';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { LabelledGroup } from '@/components/layout/labelled-group';
import { announce } from '@/lib/announce';
import { cellName, columnName, isInCell } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { ignoreSecondPress } from '@/lib/double-click';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { WaitForSlot } from '../free-slots/wait-for-slot';
import { type Move, problemOf, type RefusedMove } from '../use-moves';
import { currentRefusal, type LimitRefusal } from './current-refusal';
import { OptionsList } from './options';
import { OverrideOffer } from './override-form';
import styles from './refusal.module.css';

type Props = { refused: RefusedMove; onDone?: () => void };

/** A refusal in the target cell: what is in the way, and what can be done now. It follows the board. */
export function Refusal({ refused, onDone }: Props) {
  const { board } = useBoardPage();
  const { move, problem } = refused;
  const card = board.cards.find(({ number }) => number === move.card);
  const other = move.change.kind === 'swap' ? move.change.with : move.card;
  // Somebody took one of the cards off the board meanwhile.
  if (!card || !board.cards.some(({ number }) => number === other)) return null;
  // A swap is being sent: the card is drawn there already.
  if (move.change.kind === 'move' && isInCell(card, move) && !problem) return null;
  return <ShownRefusal card={card} refused={refused} onDone={onDone} />;
}

const tones = { full: 'full', unfinished: 'near', failed: 'near', resolved: 'ok' } as const;

function ShownRefusal({
  card,
  refused,
  onDone,
}: {
  card: Card;
  refused: RefusedMove;
  onDone: Props['onDone'];
}) {
  const { board, moves, focusCard, retry } = useBoardPage();
  const t = useTranslations();
  const element = useRef<HTMLDivElement>(null);
  const { move, byKeyboard } = refused;
  const refusal = currentRefusal(board, refused);
  const isResolved = refusal.kind === 'resolved';
  useEffect(() => {
    if (byKeyboard) element.current?.focus();
  }, [byKeyboard]);
  useEffect(() => {
    // The button that made room is gone, and the focus with it.
    if (isResolved && document.activeElement === document.body) element.current?.focus();
  }, [isResolved]);
  const close = () => {
    moves.setRefused(null);
    onDone?.();
    focusCard(move.card);
  };
  const tryAgain = () => {
    onDone?.();
    retry(move);
  };
  const names = { ref: card.ref, cell: cellName(t, board, move) };
  const count = move.change.kind === 'bulk' ? move.change.moves.length : 1;

  return (
    <LabelledGroup
      ref={element}
      className={styles.refusal}
      data-tone={tones[refusal.kind]}
      tabIndex={-1}
      aria-label={
        isResolved ? t('board.refusal.labelResolved', names) : t('board.refusal.label', { ...names, count })
      }
      onKeyDown={(event) => event.key === 'Escape' && close()}
      onPointerUpCapture={ignoreSecondPress}
    >
      <Button variant="plain" className={styles.close} aria-label={t('common.close')} onPress={close}>
        <Glyph name="close" size={12} />
      </Button>
      {refusal.kind === 'full' && (
        <RefusedByLimits refusal={refusal.refusal} card={card} move={move} onDone={onDone} />
      )}
      {refusal.kind === 'unfinished' && <RefusedByPullRule card={refusal.card} move={move} />}
      {refusal.kind === 'failed' && (
        <p>
          <b className={styles.stopped}>{refusal.problem.title}.</b>{' '}
          {t('board.refusal.failed', { ref: card.ref, why: refusal.problem.detail, count })}
        </p>
      )}
      {isResolved && (
        <p>
          <b className={styles.yes}>{t('board.refusal.resolved')}</b>
        </p>
      )}
      {(isResolved || refusal.kind === 'failed') && (
        <Button variant="primary" size="small" onPress={tryAgain}>
          {isResolved && move.change.kind !== 'swap'
            ? t('board.refusal.move', { ...names, count })
            : t('common.tryAgain')}
        </Button>
      )}
    </LabelledGroup>
  );
}

type ByLimitsProps = {
  refusal: LimitRefusal;
  card: Card;
  move: Move;
  onDone: (() => void) | undefined;
};

/** All limits that a move breaks, the cards that could make room, and the override where one is possible. */
function RefusedByLimits({ refusal: { limits, options }, card, move, onDone }: ByLimitsProps) {
  const { board, moves, focusCard } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const names = { ref: card.ref, cell: cellName(t, board, move) };
  const moving = move.change.kind === 'bulk' ? move.change.moves : [];
  const count = Math.max(1, moving.length);
  const fitting = countFitting(board, moving);
  const isPartly = fitting > 0 && fitting < count;
  const target = board.columns.find(({ id }) => id === move.columnId);

  const override = async (override: Override) => {
    const stopped = await moves.performUndrawn(move, override);
    if (stopped === 'cancelled') return stopped;
    if (stopped) {
      if (stopped.code === 'wip-limit-reached')
        moves.setRefused({ move, problem: stopped, seq: board.seq, byKeyboard: false });
      return stopped;
    }
    announce(t('board.refusal.overridden', { ...names, count }));
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
            {limitText(t, limit)}
          </p>
        ))}
        <p>{t('board.refusal.stays', { ref: card.ref, column: columnName(board, card.columnId), count })}</p>
      </div>
      {isPartly && <p>{t('board.refusal.partly', { fitting, count })}</p>}
      {options.length > 0 ? (
        <>
          <p className={styles.what}>{t('board.refusal.makeRoom', { isPartly: String(isPartly) })}</p>
          <OptionsList options={options} move={move} onSwapped={onDone} />
        </>
      ) : (
        !isPartly && <p className={styles.what}>{t('board.refusal.noOptions')}</p>
      )}
      <OverrideOffer
        limits={limits}
        board={board}
        mayOverride={can(role, 'overrideLimits')}
        action={
          move.change.kind === 'swap'
            ? t('board.refusal.swapAnyway')
            : t('board.refusal.move', { ...names, count })
        }
        onOverride={override}
      />
      {target && <WaitForSlot column={target} />}
    </>
  );
}

/** Only cards in the done half move on. This one is not: the button marks it done. */
function RefusedByPullRule({ card, move }: { card: Card; move: Move }) {
  const { board, moves } = useBoardPage();
  const t = useTranslations();
  const [error, setError] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const markDone = async () => {
    setPending(true);
    const toDone = moves.moveOf(card.number, { columnId: card.columnId, half: 'done' });
    const problem = problemOf(await moves.perform(toDone));
    setPending(false);
    setError(problem?.detail ?? null);
  };
  return (
    <>
      <p>
        <b className={styles.stopped}>
          {card.number === move.card
            ? t('board.pull.doneFirst', { column: columnName(board, card.columnId) })
            : t('board.pull.otherNotDone', { ref: card.ref })}
        </b>{' '}
        {t('board.pull.rule')}
      </p>
      <Button size="small" isPending={isPending} onPress={markDone}>
        {t('board.pull.markDone', { ref: card.ref })}
      </Button>
      {error && (
        <p className={styles.no} role="status">
          {error}
        </p>
      )}
    </>
  );
}
