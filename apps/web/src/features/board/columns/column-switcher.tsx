'use client';

import { type RefObject, useEffect, useState } from 'react';
import { StateWord } from '@/components/data/state-word';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { lowered, roomLabel } from '@/lib/board/capacity-words';
import { cardsIn } from '@/lib/board/optimistic';
import { useBoardContext } from '../board-context';
import styles from './column-switcher.module.css';

/** On a phone: all columns with their room in one row, and which of them is on the screen. */
export function ColumnSwitcher({ root }: { root: RefObject<HTMLDivElement | null> }) {
  const { board, verdictOn } = useBoardContext();
  const { columns } = board;
  const [shown, setShown] = useState(columns[0]?.id);
  const ids = columns.map(({ id }) => id).join(' ');

  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns are other elements to watch
  useEffect(() => {
    if (!root.current) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        const seen = entries.find(({ isIntersecting }) => isIntersecting)?.target as HTMLElement | undefined;
        if (seen) setShown(seen.dataset.column);
      },
      { root: root.current, threshold: 0.6 },
    );
    for (const column of root.current.querySelectorAll('[data-column]')) watcher.observe(column);
    return () => watcher.disconnect();
  }, [root, ids]);

  const go = (id: string) => {
    const column = root.current?.querySelector<HTMLElement>(`[data-column="${id}"]`);
    // Not scrollIntoView: that would scroll the page as well.
    root.current?.scrollTo({ left: (column?.offsetLeft ?? 0) - 16, behavior: 'smooth' });
  };

  return (
    <nav className={styles.switcher} aria-label="Columns">
      {columns.map((column) => {
        const { state, text } = roomLabel(column);
        const verdict = verdictOn({ columnId: column.id });
        const count = column.limit
          ? `${column.load}/${column.limit.max}`
          : `${cardsIn(board, column.id).length}`;
        return (
          <button
            key={column.id}
            type="button"
            onClick={() => go(column.id)}
            aria-current={shown === column.id || undefined}
            data-verdict={verdict?.kind}
          >
            <span className={styles.name}>{column.name}</span>{' '}
            <StateWord state={state} size="small">
              {count}
            </StateWord>
            <VisuallyHidden>, {lowered(text)}</VisuallyHidden>
          </button>
        );
      })}
    </nav>
  );
}
