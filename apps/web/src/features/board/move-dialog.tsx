'use client';

import type { Column } from '@weir/contract';
import { useState } from 'react';
import { Dialog } from '@/components/dialog';
import { Slots } from '@/components/slots';
import { StateWord } from '@/components/state-word';
import { useBoardRoom } from './board-room';
import styles from './move-dialog.module.css';
import { Refusal } from './refusal';
import { roomSaid, roomWord } from './room-words';
import { type Verdict, verdictOf } from './verdict';

/** Every column with its room. A full one may be chosen: it then says what can be done. */
export function MoveDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, moves, refused, moveCard, focusCard } = useBoardRoom();
  const [wish, setWish] = useState<string | null>(null);
  const card = board.cards.find((each) => each.number === number);
  if (!card) return null;
  const choose = async (column: Column) => {
    const verdict = verdictOf(board, card, column);
    if (verdict.kind === 'home') return;
    setWish(column.id);
    if (verdict.kind === 'takes') onClose();
    await moveCard(number, { columnId: column.id });
    if (verdict.kind === 'takes') focusCard(number);
  };
  const close = () => {
    if (wish) moves.setRefused(null);
    onClose();
    focusCard(number);
  };

  return (
    <Dialog isOpen onOpenChange={close} title={`Move ${card.ref}`} lead={card.title} size="small">
      <ul className={styles.columns}>
        {board.columns.map((column) => (
          <li key={column.id}>
            <Choice
              column={column}
              verdict={verdictOf(board, card, column)}
              isWished={wish === column.id}
              onChoose={() => choose(column)}
            />
            {wish === column.id && refused?.move.columnId === column.id && (
              <Refusal refused={{ ...refused, byKeyboard: true }} onDone={onClose} />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Choice({
  column,
  verdict,
  isWished,
  onChoose,
}: {
  column: Column;
  verdict: Verdict;
  isWished: boolean;
  onChoose: () => void;
}) {
  const isHome = verdict.kind === 'home';
  const word = roomWord(column);
  return (
    <button
      type="button"
      className={styles.choice}
      onClick={onChoose}
      aria-disabled={isHome || undefined}
      aria-expanded={isWished || undefined}
      aria-label={`${column.name}: ${isHome ? 'it stands here' : roomSaid(column)}`}
      data-verdict={verdict.kind}
    >
      <span className={styles.name}>{column.name}</span>
      {isHome ? (
        <span className={styles.here}>It stands here</span>
      ) : (
        <StateWord
          state={verdict.kind === 'refuses' && word.state !== 'over' ? 'full' : word.state}
          size="small"
        >
          {verdict.kind === 'refuses' ? verdict.why : word.text}
        </StateWord>
      )}
      {column.limit && (
        <span className={styles.slots}>
          <Slots filled={column.load} max={column.limit.max} size="small" label="" />
        </span>
      )}
    </button>
  );
}
