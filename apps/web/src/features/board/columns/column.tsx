'use client';

import type { Column as ColumnOnBoard } from '@weir/contract';
import { useRef } from 'react';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { Button } from '@/components/form/button';
import { Popover } from '@/components/overlay/popover';
import { roomLabel, roomOf } from '@/lib/board/capacity-words';
import { cardsIn } from '@/lib/board/optimistic';
import { useBoardContext } from '../board-context';
import { BoardLimitFigure } from '../board-limit-figure';
import { useCellDrop } from '../moving/drag';
import type { Verdict } from '../moving/verdict';
import { VerdictWord } from '../moving/verdict-word';
import { RefusalAt } from '../refusals/refusal';
import styles from './column.module.css';
import { GroupsOf } from './group-bar';
import { Cell } from './lanes';
import { Stacks } from './stack';

type Props = {
  column: ColumnOnBoard;
  /** Its place in the row of columns, from 1. */
  at: number;
  /** The board's lanes as rows; empty where it has none. */
  lanes: (string | null)[];
};

/** A column as capacity: cards fill places, free places are drawn, a refusal stands on top. In lanes, a cell for each. */
export function Column({ column, at, lanes }: Props) {
  const { canEdit, moveCard, verdictOn } = useBoardContext();
  const element = useRef<HTMLElement>(null);
  const cell = { columnId: column.id };
  const isOver = useCellDrop(element, { isEnabled: canEdit, onDrop: (card) => moveCard(card, cell) });
  // In lanes and halves each of them says it for itself.
  const hasParts = lanes.length > 0 || column.split;
  const verdict = hasParts ? null : verdictOn(cell);
  return (
    <section
      ref={element}
      className={styles.column}
      style={{ gridColumn: at }}
      aria-labelledby={`column-${column.id}`}
      data-column={column.id}
      data-lanes={lanes.length > 0 || undefined}
      data-room={roomOf(column)?.state ?? 'none'}
      data-verdict={verdict?.kind}
      data-over={(isOver && !hasParts) || undefined}
    >
      <ColumnHead column={column} verdict={verdict} withPlaces={lanes.length > 0} />
      {lanes.length > 0 ? (
        lanes.map((lane, row) => <Cell key={lane ?? 'none'} column={column} lane={lane} row={row} />)
      ) : (
        <div className={styles.body}>
          <RefusalAt cell={cell} />
          <Stacks column={column} cell={cell} limit={column.limit} load={column.load} isOver={isOver} />
        </div>
      )}
    </section>
  );
}

/** The column's name, its count of its limit, and what that means; during a drag, whether it would take the card. */
export function ColumnHead({
  column,
  verdict,
  withPlaces,
}: {
  column: ColumnOnBoard;
  verdict: Verdict | null;
  /** Its places are drawn here: in lanes there is no one stack to draw them in. */
  withPlaces: boolean;
}) {
  const { board } = useBoardContext();
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <h2 id={`column-${column.id}`}>{column.name}</h2>
        <PolicyButton of={column.name} text={column.policy} />
        <span className={styles.figures}>
          {column.kind === 'active' && <ExpediteSlots columnId={column.id} />}
          <BoardLimitFigure
            subject={{ scope: 'column', columnId: column.id }}
            name={column.name}
            count={cardsIn(board, column.id).length}
          />
        </span>
      </div>
      <GroupsOf column={column} />
      <div className={styles.word}>
        <Word column={column} verdict={verdict} />
        {withPlaces && column.limit && (
          <span className={styles.places}>
            <Slots filled={column.load} max={column.limit.max} size="small" />
          </span>
        )}
      </div>
    </header>
  );
}

function Word({ column, verdict }: { column: ColumnOnBoard; verdict: Verdict | null }) {
  if (verdict && verdict.kind !== 'current') return <VerdictWord verdict={verdict} />;
  if (column.kind === 'done' && !column.limit) return <span>Delivered in the last 14 days</span>;
  const { state, text } = roomLabel(column);
  return (
    <StateWord state={state} size="small">
      {text}
    </StateWord>
  );
}

/** The places of expedite cards, which stand beside the count: those taken here, and those still free anywhere. */
export function ExpediteSlots({ columnId }: { columnId: string }) {
  const { board } = useBoardContext();
  const limit = board.limits.find(
    (each) => each.scope === 'classOfService' && each.classOfService === 'expedite',
  );
  const here = cardsIn(board, columnId).filter(({ classOfService }) => classOfService === 'expedite').length;
  const free = limit ? Math.max(0, limit.max - limit.load) : 0;
  if (here + free === 0) return null;
  const said = [
    here > 0 && `${here} expedite here`,
    free > 0 && `${free} expedite ${free === 1 ? 'place' : 'places'} free`,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <span className={styles.expedite} role="img" aria-label={said} title={said}>
      {Array.from({ length: Math.min(6, here + free) }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index
        <i key={at} data-taken={at < here || undefined} />
      ))}
    </span>
  );
}

/** What a team has agreed on for a place: a word that opens the text, by press, key and touch. */
export function PolicyButton({ of, text }: { of: string; text: string }) {
  if (!text.trim()) return null;
  return (
    <Popover
      title={`Policy of ${of}`}
      trigger={
        <Button variant="plain" className={styles.policy} aria-label={`Policy of ${of}`}>
          policy
        </Button>
      }
    >
      <p className={styles.policyText} dir="auto">
        {text}
      </p>
    </Popover>
  );
}
