'use client';

import { can } from '@weir/contract';
import { useState } from 'react';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { Select } from '@/components/form/select';
import { Dialog } from '@/components/overlay/dialog';
import { columnOccupancy, countText, roomLabel, roomOf } from '@/lib/board/capacity-words';
import { type Cell, cellKey, cellName, halvesOf, nameOfNoLane } from '@/lib/board/cells';
import { limitOf } from '@/lib/board/limit-subjects';
import { useBoardContext } from '../board-context';
import { Refusal } from '../refusals/refusal';
import styles from './move-dialog.module.css';
import { type Verdict, verdictOf } from './verdict';
import { VerdictWord, verdictLabel } from './verdict-word';

/** Every place with its room, in a lane that can be chosen. A full one may be chosen: it then says what can be done. */
export function MoveDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, role, moves, refused, moveCard, focusCard } = useBoardContext();
  const [proposed, setWish] = useState<string | null>(null);
  const card = board.cards.find((each) => each.number === number);
  const [chosen, setLane] = useState<string | null>(card?.swimlaneId ?? null);
  if (!card) return null;
  const hasLanes = board.swimlanes.length > 0;
  const lane = board.swimlanes.some(({ id }) => id === chosen) ? chosen : null;
  const cells = board.columns.flatMap((column) =>
    halvesOf(column).map(
      (half): Cell => ({ columnId: column.id, ...(hasLanes && { swimlaneId: lane }), ...(half && { half }) }),
    ),
  );
  const choose = async (cell: Cell) => {
    const { kind } = verdictOf(board, card, cell);
    if (kind === 'current') return;
    const passes = kind === 'allowed' || kind === 'recorded';
    setWish(cellKey(cell));
    if (passes) onClose();
    await moveCard(number, cell);
    if (passes) focusCard(number);
  };
  const close = () => {
    if (proposed) moves.setRefused(null);
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
            options={[...board.swimlanes.map(({ id, name }) => ({ id, label: name })), noLaneOption]}
            value={lane ?? ''}
            onChange={turn}
          />
        </div>
      )}
      <ul className={styles.columns}>
        {cells.map((cell) => (
          <li key={cellKey(cell)}>
            <CellChoice
              cell={cell}
              name={cellName(board, { columnId: cell.columnId, ...(cell.half && { half: cell.half }) })}
              verdict={verdictOf(board, card, cell, can(role, 'overrideLimits'))}
              isChosen={proposed === cellKey(cell)}
              onChoose={() => choose(cell)}
            />
            {proposed === cellKey(cell) && refused?.move.card === number && (
              <Refusal refused={{ ...refused, byKeyboard: true }} onDone={onClose} />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const noLaneOption = { id: '', label: nameOfNoLane };

type Props = {
  cell: Cell;
  name: string;
  verdict: Verdict;
  isChosen: boolean;
  onChoose: () => void;
};

/** One place to move to, with its room, or with what stands in the way. */
export function CellChoice({ cell, name, verdict, isChosen, onChoose }: Props) {
  const { board } = useBoardContext();
  const column = board.columns.find(({ id }) => id === cell.columnId);
  if (!column) return null;
  const cellLimit =
    cell.swimlaneId &&
    limitOf(board, { scope: 'swimlane', swimlaneId: cell.swimlaneId, columnId: column.id });
  const occupancy = cellLimit ? { limit: cellLimit, load: cellLimit.load } : columnOccupancy(board, column);
  const word = roomLabel(occupancy);
  const isHome = verdict.kind === 'current';
  // An expedite card stands beside the count.
  const isFull = !isHome && roomOf(occupancy)?.free === 0;
  const isPlain = isHome || verdict.kind === 'allowed';
  const shown = isPlain && !isHome && !isFull ? word.text : verdictLabel(verdict);
  // What is seen comes first and unchanged: who speaks to the page says that.
  const said = isHome ? shown : `${shown}, ${countText(occupancy)}`;
  return (
    <button
      type="button"
      className={styles.choice}
      onClick={onChoose}
      aria-disabled={isHome || undefined}
      aria-expanded={isChosen || undefined}
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
      {occupancy.limit && (
        <span className={styles.slots}>
          <Slots filled={occupancy.load} max={occupancy.limit.max} size="small" />
        </span>
      )}
    </button>
  );
}
