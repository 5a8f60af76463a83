'use client';

import { may } from '@weir/contract';
import { useState } from 'react';
import { Dialog } from '@/components/dialog';
import { Select } from '@/components/select';
import { Slots } from '@/components/slots';
import { StateWord } from '@/components/state-word';
import { countSaid, heldBy, roomOf, roomWord } from '@/lib/board/capacity-words';
import { halvesOf, keyOfSpot, nameOfNoLane, type Spot, spotName } from '@/lib/board/cells';
import { limitOf } from '@/lib/board/limit-subjects';
import { useBoardRoom } from '../board-context';
import { Refusal } from '../refusals/refusal';
import styles from './move-dialog.module.css';
import { type Verdict, verdictOf } from './verdict';
import { VerdictWord, verdictShown } from './verdict-word';

/** Every place with its room, in a lane that can be chosen. A full one may be chosen: it then says what can be done. */
export function MoveDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, role, moves, refused, moveCard, focusCard } = useBoardRoom();
  const [wish, setWish] = useState<string | null>(null);
  const card = board.cards.find((each) => each.number === number);
  const [chosen, setLane] = useState<string | null>(card?.swimlaneId ?? null);
  if (!card) return null;
  const hasLanes = board.swimlanes.length > 0;
  const lane = board.swimlanes.some(({ id }) => id === chosen) ? chosen : null;
  const spots = board.columns.flatMap((column) =>
    halvesOf(column).map(
      (half): Spot => ({ columnId: column.id, ...(hasLanes && { swimlaneId: lane }), ...(half && { half }) }),
    ),
  );
  const choose = async (spot: Spot) => {
    const { kind } = verdictOf(board, card, spot);
    if (kind === 'home') return;
    const passes = kind === 'takes' || kind === 'records';
    setWish(keyOfSpot(spot));
    if (passes) onClose();
    await moveCard(number, spot);
    if (passes) focusCard(number);
  };
  const close = () => {
    if (wish) moves.setRefused(null);
    onClose();
    focusCard(number);
  };
  const turn = (id: string) => {
    setLane(id || null);
    setWish(null);
    moves.setRefused(null);
  };

  return (
    <Dialog isOpen onOpenChange={close} title={`Move ${card.ref}`} lead={card.title} size="small">
      {hasLanes && (
        <div className={styles.lane}>
          <Select
            label="Swimlane"
            options={[...board.swimlanes.map(({ id, name }) => ({ id, label: name })), noLane]}
            value={lane ?? ''}
            onChange={turn}
          />
        </div>
      )}
      <ul className={styles.columns}>
        {spots.map((spot) => (
          <li key={keyOfSpot(spot)}>
            <PlaceChoice
              spot={spot}
              name={spotName(board, { columnId: spot.columnId, ...(spot.half && { half: spot.half }) })}
              verdict={verdictOf(board, card, spot, may(role, 'overrideLimits'))}
              isWished={wish === keyOfSpot(spot)}
              onChoose={() => choose(spot)}
            />
            {wish === keyOfSpot(spot) && refused?.move.card === number && (
              <Refusal refused={{ ...refused, byKeyboard: true }} onDone={onClose} />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const noLane = { id: '', label: nameOfNoLane };

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
