'use client';

import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { Board, Card } from '@weir/contract';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { ProblemError } from '@/lib/api/query';
import { useBoardContext } from '../../board-context';
import styles from './archived-cards.module.css';
import { RestoreProblem, useRestore } from './restore-card';

/** The archive: what was taken off the board, and the way back to where it stood, if there is room. */
export function ArchivedCards({ onClose }: { onClose: () => void }) {
  const { workspace, board, canEdit } = useBoardContext();
  const path = archivePath(workspace, board.key);
  const query = useInfiniteQuery<Board, ProblemError, InfiniteData<Board>, string[], string | null>({
    queryKey: [path],
    initialPageParam: null,
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<Board>(pageParam ? `${path}&cursor=${pageParam}` : path, { signal });
      if (page.ok) return page.value;
      throw new ProblemError(page.problem);
    },
    getNextPageParam: (last) => last.nextCursor ?? null,
  });
  const cards = (query.data?.pages ?? [])
    .flatMap((page) => page.cards)
    .filter(({ archivedAt }) => archivedAt !== null);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Archived cards"
      lead="A card comes back to the column it left."
    >
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      {query.isPending && <p role="status">Loading…</p>}
      {query.data && !query.hasNextPage && cards.length === 0 && <p>No card is archived.</p>}
      <ul className={styles.cards}>
        {cards.map((card) => (
          <ArchivedCard key={card.number} card={card} canEdit={canEdit} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button size="small" isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Dialog>
  );
}

function archivePath(workspace: string, key: string): string {
  return `${paths.board(workspace, key)}?include=archived`;
}

function ArchivedCard({ card, canEdit }: { card: Card; canEdit: boolean }) {
  const { workspace, board } = useBoardContext();
  const client = useQueryClient();
  const back = () => client.invalidateQueries({ queryKey: [archivePath(workspace, board.key)] });
  const { restore, problem, isPending } = useRestore(card, back);
  const column = board.columns.find(({ id }) => id === card.columnId)?.name;
  return (
    <li>
      <div className={styles.card}>
        <span>
          <b>{card.title}</b>
          <span className={styles.meta}>
            {card.ref}, from {column}, archived {card.archivedAt && <Ago at={card.archivedAt} />}
          </span>
        </span>
        {canEdit && (
          <Button
            size="small"
            isPending={isPending}
            onPress={() => restore()}
            aria-label={`Restore ${card.ref}`}
          >
            Restore
          </Button>
        )}
      </div>
      <RestoreProblem card={card} problem={problem} isPending={isPending} onRestore={restore} />
    </li>
  );
}
