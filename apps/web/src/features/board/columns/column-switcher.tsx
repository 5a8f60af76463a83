'use client';

import { type RefObject, useEffect, useState } from 'react';
import { StateWord } from '@/components/data/state-word';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { placeState, stateLabel } from '@/lib/board/capacity';
import { cardsInColumn } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './column-switcher.module.css';

/** On a phone: all columns with their load in one row. It marks the column on screen, and a press scrolls to one. */
export function ColumnSwitcher({ root }: { root: RefObject<HTMLDivElement | null> }) {
  const { board, filtering, verdictOn } = useBoardPage();
  const t = useTranslations();
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
          aria-current={shown === column.id || undefined}
          data-verdict={verdictOn({ columnId: column.id })?.kind}
        >
          <span className={styles.name}>{column.name}</span>{' '}
          {filtering.isActive && (
            <span className={styles.shown}>
              {t('board.filter.shownOf', {
                shown: cardsInColumn(filtering.shownBoard, column.id).length,
                count: cardsInColumn(board, column.id).length,
              })}
            </span>
          )}
          <StateWord state={placeState(column)} size="small">
            {column.limit
              ? t('limits.loadSlashMax', { load: column.load, max: column.limit.max })
              : cardsInColumn(board, column.id).length}
          </StateWord>
          <VisuallyHidden>, {stateLabel(t, column)}</VisuallyHidden>
        </button>
      ))}
    </nav>
  );
}
