'use client';

import type { Board, Card, PublicBoard, PublicCard } from '@weir/contract';
import { type RefObject, useEffect, useState } from 'react';
import { StateWord } from '@/components/data/state-word';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { placeState, stateLabel } from '@/lib/board/capacity';
import { cardsInColumn } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';
import type { Verdict } from '../moving/verdict';
import styles from './column-switcher.module.css';

type Props = {
  root: RefObject<HTMLDivElement | null>;
  board: Board | PublicBoard;
  /** The board with the shown cards only, while a filter hides some. */
  shown?: Board | null;
  /** Whether a column takes the cards that are dragged. */
  verdictOn?: (columnId: string) => Verdict['kind'] | undefined;
};

/** On a phone: all columns with their load in one row. It marks the column on screen, and a press scrolls to one. */
export function ColumnSwitcher({ root, board, shown = null, verdictOn }: Props) {
  const t = useTranslations();
  const { columns } = board;
  const [inView, setInView] = useState(columns[0]?.id);
  const ids = columns.map(({ id }) => id).join(' ');

  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns are other elements to watch
  useEffect(() => {
    if (!root.current) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        const seen = entries.find(({ isIntersecting }) => isIntersecting)?.target as HTMLElement | undefined;
        if (seen) setInView(seen.dataset.column);
      },
      { root: root.current, threshold: 0.6 },
    );
    for (const column of root.current.querySelectorAll('[data-column]')) watcher.observe(column);
    return () => watcher.disconnect();
  }, [root, ids]);

  const countIn = (id: string) => cardsInColumn<Card | PublicCard>(board, id).length;
  const scrollTo = (id: string) => {
    const column = root.current?.querySelector<HTMLElement>(`[data-column="${id}"]`);
    // Not scrollIntoView: that would scroll the page as well.
    root.current?.scrollTo({ left: (column?.offsetLeft ?? 0) - 16, behavior: 'smooth' });
  };

  return (
    <nav className={styles.switcher} aria-label={t('board.columns')}>
      {columns.map((column) => (
        <button
          key={column.id}
          type="button"
          onClick={() => scrollTo(column.id)}
          aria-current={inView === column.id || undefined}
          data-verdict={verdictOn?.(column.id)}
        >
          <span className={styles.name}>{column.name}</span>{' '}
          {shown && (
            <span className={styles.shown}>
              {t('board.filter.shownOf', {
                shown: cardsInColumn(shown, column.id).length,
                count: countIn(column.id),
              })}
            </span>
          )}
          <StateWord state={placeState(column)} size="small">
            {column.limit
              ? t('limits.loadSlashMax', { load: column.load, max: column.limit.max })
              : countIn(column.id)}
          </StateWord>
          <VisuallyHidden>, {stateLabel(t, column)}</VisuallyHidden>
        </button>
      ))}
    </nav>
  );
}
