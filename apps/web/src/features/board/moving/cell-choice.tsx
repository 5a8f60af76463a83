'use client';

import { Slots } from '@/components/slots';
import { StateWord } from '@/components/state-word';
import { countSaid, heldBy, roomOf, roomWord } from '@/lib/board/capacity-words';
import type { Spot } from '@/lib/board/cells';
import { limitOf } from '@/lib/board/limits-of';
import { useBoardRoom } from '../board-context';
import styles from './move-dialog.module.css';
import type { Verdict } from './verdict';
import { VerdictWord, verdictShown } from './verdict-word';

type Props = {
  spot: Spot;
  name: string;
  verdict: Verdict;
  isWished: boolean;
  onChoose: () => void;
};

/** One place to move to, with its room, or with what stands in the way. */
export function PlaceChoice({ spot, name, verdict, isWished, onChoose }: Props) {
  const { board } = useBoardRoom();
  const column = board.columns.find(({ id }) => id === spot.columnId);
  if (!column) return null;
  const cell =
    spot.swimlaneId &&
    limitOf(board, { scope: 'swimlane', swimlaneId: spot.swimlaneId, columnId: column.id });
  const held = cell ? { limit: cell, load: cell.load } : heldBy(board, column);
  const word = roomWord(held);
  const isHome = verdict.kind === 'home';
  // An expedite card stands beside the count.
  const isFull = !isHome && roomOf(held)?.free === 0;
  const isPlain = isHome || verdict.kind === 'takes';
  const shown = isPlain && !isHome && !isFull ? word.text : verdictShown(verdict);
  // What is seen comes first and unchanged: who speaks to the page says that.
  const said = isHome ? shown : `${shown}, ${countSaid(held)}`;
  return (
    <button
      type="button"
      className={styles.choice}
      onClick={onChoose}
      aria-disabled={isHome || undefined}
      aria-expanded={isWished || undefined}
      aria-label={`${name}: ${said}`}
      data-verdict={verdict.kind}
    >
      <span className={styles.name}>{name}</span>{' '}
      {isHome ? (
        <span className={styles.here}>{shown}</span>
      ) : isPlain && !isFull ? (
        <StateWord state={word.state} size="small">
          {shown}
        </StateWord>
      ) : (
        <VerdictWord verdict={verdict} />
      )}
      {held.limit && (
        <span className={styles.slots}>
          <Slots filled={held.load} max={held.limit.max} size="small" />
        </span>
      )}
    </button>
  );
}
