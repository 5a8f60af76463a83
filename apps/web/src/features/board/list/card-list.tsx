'use client';

import { useSearchParams } from 'next/navigation';
import { useLocale } from 'next-intl';
import { type FocusEvent, type RefObject, useMemo, useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { replaceQuery } from '@/lib/pages/page-query';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { useMoveKeys } from '../moving/move-keys';
import { RefusalIn } from '../refusals/refusal-in';
import styles from './card-list.module.css';
import { CardRow } from './card-row';
import {
  boardOrder,
  fieldColumns,
  readSort,
  type Sort,
  type Sortable,
  sortables,
  sortCards,
  writeSort,
} from './sort';

/** How many rows are drawn at first, and added on request. */
const step = 200;

type Props = {
  root: RefObject<HTMLDivElement | null>;
  focusHandlers: { onFocus: (event: FocusEvent) => void; onBlur: (event: FocusEvent) => void };
};

/** The cards as a table that is sorted by any of its columns. On a phone each row is a block. */
export function CardList({ root, focusHandlers }: Props) {
  const page = useBoardPage();
  const { board, canEdit, filtering } = page;
  const t = useTranslations();
  const language = useLocale();
  const { sort, sortBy } = useSort();
  const onKeyDown = useMoveKeys(root, page, { isSorted: true });
  const [count, setCount] = useState(step);
  const cards = useMemo(() => {
    const shown = filtering.shownBoard.cards.filter(({ archivedAt }) => archivedAt === null);
    return sortCards(board, shown, sort, language);
  }, [board, filtering.shownBoard, sort, language]);
  const rest = cards.length - count;
  return (
    <section
      ref={root}
      className={styles.list}
      aria-label={t('views.list')}
      onKeyDown={onKeyDown}
      {...focusHandlers}
    >
      <RefusalIn />
      {cards.length === 0 ? (
        !filtering.hidesAll && <EmptyState title={t('list.none')} />
      ) : (
        <table className={styles.table}>
          <caption>
            <VisuallyHidden>{t('list.caption', { count: cards.length })}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              {canEdit && (
                <td className={styles.pick}>
                  <VisuallyHidden>{t('list.selected')}</VisuallyHidden>
                </td>
              )}
              {sortables.map((by) => (
                <SortHead key={by} by={by} name={t(`list.${by}`)} sort={sort} onSort={sortBy} />
              ))}
              {fieldColumns(board).map(({ field, by }) => (
                <SortHead key={by} by={by} name={field.name} sort={sort} onSort={sortBy} />
              ))}
              {canEdit && (
                <td>
                  <VisuallyHidden>{t('list.actions')}</VisuallyHidden>
                </td>
              )}
            </tr>
          </thead>
          <tbody data-stack="list" data-lane="">
            {cards.slice(0, count).map((card) => (
              <CardRow key={card.number} card={card} />
            ))}
          </tbody>
        </table>
      )}
      {rest > 0 && (
        <Button size="small" onPress={() => setCount(count + step)}>
          {t('board.column.showMore', { count: Math.min(step, rest) })}
        </Button>
      )}
    </section>
  );
}

type HeadProps = { by: Sortable; name: string; sort: Sort; onSort: (by: Sortable) => void };

function SortHead({ by, name, sort, onSort }: HeadProps) {
  const direction = sort.isDescending ? 'descending' : 'ascending';
  const isSorted = sort.by === by;
  return (
    <th scope="col" aria-sort={isSorted ? direction : 'none'} data-of={by}>
      <Button variant="plain" size="small" onPress={() => onSort(by)}>
        {name} {isSorted && <Glyph name="chevron" size={11} />}
      </Button>
    </th>
  );
}

/** The sort of the list, in the address. A second press on a column's head reverses it. */
function useSort() {
  const query = useSearchParams();
  const sort = useMemo(() => readSort(query), [query]);
  const sortBy = (by: Sortable) => {
    const next: Sort = { by, isDescending: sort.by === by && !sort.isDescending };
    const written = writeSort(next);
    replaceQuery({ sort: written === writeSort(boardOrder) ? null : written });
  };
  return { sort, sortBy };
}
