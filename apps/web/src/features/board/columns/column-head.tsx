'use client';

import type { Column } from '@weir/contract';
import { Slots } from '@/components/slots';
import { StateWord } from '@/components/state-word';
import { BoardFigure } from '@/features/limits/limit-figure';
import { roomWord } from '@/lib/board/capacity-words';
import { cardsIn } from '@/lib/board/optimistic';
import { useBoardRoom } from '../board-context';
import type { Verdict } from '../moving/verdict';
import { VerdictWord } from '../moving/verdict-word';
import styles from './column.module.css';
import { ExpeditePlaces } from './expedite-places';
import { GroupsOf } from './group-bar';
import { PolicyButton } from './policy-button';

/** The column's name, its count of its limit, and what that means; during a drag, whether it would take the card. */
export function ColumnHead({
  column,
  verdict,
  withPlaces,
}: {
  column: Column;
  verdict: Verdict | null;
  /** Its places are drawn here: in lanes there is no one stack to draw them in. */
  withPlaces: boolean;
}) {
  const { board } = useBoardRoom();
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <h2 id={`column-${column.id}`}>{column.name}</h2>
        <PolicyButton of={column.name} text={column.policy} />
        <span className={styles.figures}>
          {column.kind === 'active' && <ExpeditePlaces columnId={column.id} />}
          <BoardFigure
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

function Word({ column, verdict }: { column: Column; verdict: Verdict | null }) {
  if (verdict && verdict.kind !== 'home') return <VerdictWord verdict={verdict} />;
  if (column.kind === 'done' && !column.limit) return <span>Delivered in the last 14 days</span>;
  const { state, text } = roomWord(column);
  return (
    <StateWord state={state} size="small">
      {text}
    </StateWord>
  );
}
