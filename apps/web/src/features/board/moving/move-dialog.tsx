'use client';

import { can } from '@weir/contract';
import { useState } from 'react';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { Select } from '@/components/form/select';
import { Dialog } from '@/components/overlay/dialog';
import { capacityOf, columnOccupancy, countText, placeState, stateLabel } from '@/lib/board/capacity';
import { type Cell, cellKey, cellName, halvesOf } from '@/lib/board/cells';
import { limitOf } from '@/lib/board/limit-subjects';
import { useWorkspace } from '@/lib/context/workspace';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { Refusal } from '../refusals/refusal';
import styles from './move-dialog.module.css';
import { type Verdict, verdictOf } from './verdict';
import { VerdictLabel } from './verdict-label';

/** Lists every cell of a lane with its room. A full one can be chosen too: it then says what can be done. */
export function MoveDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, moves, refused, moveCard, focusCard } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const words = { t, dates: useDates() };
  const [chosen, setChosen] = useState<string | null>(null);
  const card = board.cards.find((each) => each.number === number);
  const [wantedLane, setLane] = useState<string | null>(card?.swimlaneId ?? null);
  if (!card) return null;
  const hasLanes = board.swimlanes.length > 0;
  const lane = board.swimlanes.some(({ id }) => id === wantedLane) ? wantedLane : null;
  const cells = board.columns.flatMap((column) =>
    halvesOf(column).map(
      (half): Cell => ({ columnId: column.id, ...(hasLanes && { swimlaneId: lane }), ...(half && { half }) }),
    ),
  );
  const choose = async (cell: Cell) => {
    const { kind } = verdictOf(words, board, card, cell);
    if (kind === 'current') return;
    const isAccepted = kind === 'allowed' || kind === 'recorded';
    setChosen(cellKey(cell));
    if (isAccepted) onClose();
    await moveCard(number, cell);
    if (isAccepted) focusCard(number);
  };
  const close = () => {
    if (chosen) moves.setRefused(null);
    onClose();
    focusCard(number);
  };
  const chooseLane = (id: string) => {
    setLane(id || null);
    setChosen(null);
    moves.setRefused(null);
  };

  return (
    <Dialog
      isOpen
      onOpenChange={close}
      title={t('card.move.title', { ref: card.ref })}
      lead={card.title}
      size="small"
    >
      {hasLanes && (
        <div className={styles.lane}>
          <Select
            label={t('card.lane')}
            options={[
              ...board.swimlanes.map(({ id, name }) => ({ id, label: name })),
              { id: '', label: t('board.lanes.none') },
            ]}
            value={lane ?? ''}
            onChange={chooseLane}
          />
        </div>
      )}
      <ul className={styles.columns}>
        {cells.map((cell) => (
          <li key={cellKey(cell)}>
            <CellChoice
              cell={cell}
              name={cellName(t, board, { columnId: cell.columnId, ...(cell.half && { half: cell.half }) })}
              verdict={verdictOf(words, board, card, cell, can(role, 'overrideLimits'))}
              isChosen={chosen === cellKey(cell)}
              onChoose={() => choose(cell)}
            />
            {chosen === cellKey(cell) && refused?.move.card === number && (
              <Refusal refused={{ ...refused, byKeyboard: true }} onDone={onClose} />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

type Props = {
  cell: Cell;
  name: string;
  verdict: Verdict;
  isChosen: boolean;
  onChoose: () => void;
};

/** One cell to move to, with its room, or with the limits that refuse. */
function CellChoice({ cell, name, verdict, isChosen, onChoose }: Props) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const column = board.columns.find(({ id }) => id === cell.columnId);
  if (!column) return null;
  const cellLimit =
    cell.swimlaneId &&
    limitOf(board, { scope: 'swimlane', swimlaneId: cell.swimlaneId, columnId: column.id });
  const occupancy = cellLimit ? { limit: cellLimit, load: cellLimit.load } : columnOccupancy(board, column);
  const isCurrent = verdict.kind === 'current';
  // An expedite card is accepted by a full column, so “Full” would mislead.
  const hasRoom = verdict.kind === 'allowed' && capacityOf(occupancy)?.free !== 0;
  const text = hasRoom
    ? stateLabel(t, occupancy)
    : t('board.verdict.label', { kind: verdict.kind, why: 'why' in verdict ? verdict.why : '' });
  const label = { name, verdict: text };
  return (
    <button
      type="button"
      className={styles.choice}
      onClick={onChoose}
      aria-disabled={isCurrent || undefined}
      aria-expanded={isChosen || undefined}
      // The visible text comes first and unchanged, for people who control the page by voice.
      aria-label={
        isCurrent
          ? t('card.move.currentCell', label)
          : t('card.move.cell', { ...label, occupancy: countText(t, occupancy) })
      }
      data-verdict={verdict.kind}
    >
      <span className={styles.name}>{name}</span>{' '}
      {isCurrent ? (
        <span className={styles.here}>{text}</span>
      ) : hasRoom ? (
        <StateWord state={placeState(occupancy)} size="small">
          {text}
        </StateWord>
      ) : (
        <VerdictLabel verdict={verdict} />
      )}
      {occupancy.limit && (
        <span className={styles.slots}>
          <Slots filled={occupancy.load} max={occupancy.limit.max} size="small" />
        </span>
      )}
    </button>
  );
}
