'use client';

import type { Column } from '@weir/contract';
import { Glyph } from '@/components/glyph';
import { StateWord } from '@/components/state-word';
import { VisuallyHidden } from '@/components/visually-hidden';
import { useBoardRoom } from './board-room';
import styles from './column.module.css';
import { ExpeditePlaces } from './expedite-places';
import { cardsIn } from './optimistic';
import { roomWord } from './room-words';
import type { Verdict } from './verdict';

/** The column's name, its count of its limit, and what that means; during a drag, whether it would take the card. */
export function ColumnHead({ column, verdict }: { column: Column; verdict: Verdict | null }) {
  const { board } = useBoardRoom();
  const word = roomWord(column);
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <h2 id={`column-${column.id}`}>{column.name}</h2>
        {column.kind === 'active' && <ExpeditePlaces columnId={column.id} />}
        <span className={styles.load} data-state={word.state}>
          {column.limit ? (
            <>
              <b>{column.load}</b> of {column.limit.max}
            </>
          ) : (
            <>
              <b>{cardsIn(board, column.id).length}</b>
              <VisuallyHidden> cards</VisuallyHidden>
            </>
          )}
        </span>
      </div>
      <p className={styles.word}>
        <Word column={column} verdict={verdict} />
      </p>
    </header>
  );
}

function Word({ column, verdict }: { column: Column; verdict: Verdict | null }) {
  if (verdict?.kind === 'takes')
    return (
      <span className={styles.takes}>
        <Glyph name="check" size={12} /> Would take it
      </span>
    );
  if (verdict?.kind === 'refuses')
    return (
      <StateWord state="full" size="small">
        {verdict.why}
      </StateWord>
    );
  if (column.kind === 'done' && !column.limit) return 'Delivered in the last 14 days';
  const { state, text } = roomWord(column);
  return (
    <StateWord state={state} size="small">
      {text}
    </StateWord>
  );
}
