'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { Board, Card } from '@weir/contract';
import { type RefObject, useEffect, useRef } from 'react';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog } from '@/components/overlay/dialog';
import { readingPages } from '@/lib/api/reading-pages';
import { columnName } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { archivePath } from './archive-path';
import styles from './archived-cards.module.css';
import { DeleteCard } from './delete-card';
import { RestoreProblem, useRestore } from './restore-card';

/** The archived cards of the board, each with a button to restore it. */
export function ArchivedCards({ onClose }: { onClose: () => void }) {
  const { board, canEdit } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  const list = useRef<HTMLUListElement>(null);
  const path = archivePath(workspace, board.key);
  const query = useInfiniteQuery({
    ...readingPages<Board>(path),
    // Cards were archived since it was open last.
    refetchOnMount: 'always',
  });
  const cards = (query.data?.pages ?? [])
    .flatMap((page) => page.cards)
    .filter(({ archivedAt }) => archivedAt !== null);
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('card.archive.title')} lead={t('card.archive.lead')}>
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      {query.isPending && <p role="status">{t('card.archive.loading')}</p>}
      {query.data && !query.hasNextPage && cards.length === 0 && <p>{t('card.archive.none')}</p>}
      <ul ref={list} tabIndex={-1} className={styles.cards} aria-label={t('card.archive.title')}>
        {cards.map((card) => (
          <ArchivedCard key={card.number} card={card} canEdit={canEdit} list={list} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button size="small" isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
          {t('common.showMore')}
        </Button>
      )}
    </Dialog>
  );
}

function ArchivedCard({
  card,
  canEdit,
  list,
}: {
  card: Card;
  canEdit: boolean;
  list: RefObject<HTMLElement | null>;
}) {
  const { board } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: [archivePath(workspace, board.key)] });
  const { restore, problem, isPending } = useRestore(card, renew);
  useEffect(() => () => focusRows(list), [list]);
  return (
    <li>
      <div className={styles.card}>
        <span>
          <b>{card.title}</b>
          <span className={styles.meta}>
            {t.rich('card.archive.from', {
              ref: card.ref,
              column: columnName(board, card.columnId),
              ago: () => card.archivedAt && <Ago at={card.archivedAt} />,
            })}
          </span>
        </span>
        {canEdit && (
          <span className={styles.actions}>
            <Button
              size="small"
              isPending={isPending}
              onPress={() => restore()}
              aria-label={t('card.restore.label', { ref: card.ref })}
            >
              {t('card.restore.submit')}
            </Button>
            <DeleteCard card={card} />
          </span>
        )}
      </div>
      <RestoreProblem card={card} problem={problem} isPending={isPending} onRestore={restore} />
    </li>
  );
}
