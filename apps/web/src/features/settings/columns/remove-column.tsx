'use client';

import { useQuery } from '@tanstack/react-query';
import type { Board, Column } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DialogActions } from '@/components/overlay/dialog';
import { putBackBy } from '@/features/accepted-work/leaving';
import { useReasons } from '@/features/accepted-work/use-reasons';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { ProblemError } from '@/lib/api/query';
import type { Result } from '@/lib/api/result';
import { columnOccupancy, occupancyText } from '@/lib/board/capacity';
import { cardsInColumn } from '@/lib/board/cells';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { MoveCardsTo } from '../rows/move-cards-to';
import { RemoveDialog, RemovedLimitsList } from '../rows/remove-dialog';
import { limitsRemovedWithColumn } from '../rows/removed-limits';

type Props = { board: Board; column: Column; onRemoved: () => void };

/** Removes a column, and moves its cards to a column that has room for them. */
export function RemoveColumn(props: Props) {
  return (
    <RemoveDialog name={props.column.name} kind="column">
      {(close) => <RemoveForm {...props} close={close} />}
    </RemoveDialog>
  );
}

function RemoveForm({ board, column, onRemoved, close }: Props & { close: () => void }) {
  const { id, name } = column;
  const t = useTranslations();
  const { slug } = useWorkspace();
  const saving = useSave({ onSaved: useRenewBoard() });
  const { withReason, dialog } = useReasons();
  const { problem } = saving;
  const [target, setTarget] = useState<string | null>(null);
  const [countInRefusal, setCountInRefusal] = useState(0);
  const counted = useCardsIn(column);
  const { active, archived } = counted ?? { active: cardsInColumn(board, id).length, archived: 0 };
  const cards = Math.max(active + archived, countInRefusal);
  const others = board.columns.filter((each) => each.id !== id);
  const targetName = others.find((each) => each.id === target)?.name;
  const remove = async () => {
    const path = `${boardSetupPaths.column(slug, board.key, id)}${target ? `?cardsTo=${target}` : ''}`;
    const announcement = t('settings.columns.removed', { name });
    const moved = cardsInColumn(board, id).map(({ number }) => ({ card: number, columnId: target ?? '' }));
    const removed = await withReason(
      (toRequester) =>
        saving.result(() => api.delete(path, { body: toRequester && { toRequester } }), { announcement }),
      'removeColumn',
      putBackBy(board, moved),
    );
    if (!removed?.ok) return;
    close();
    onRemoved();
  };
  // Cards may have been added after they were counted here. The refusal has the current count.
  if (problem?.code === 'column-not-empty' && countInRefusal !== problem.cards)
    setCountInRefusal(problem.cards);
  const isShownElsewhere =
    problem?.code === 'wip-limit-reached' ||
    problem?.code === 'column-not-empty' ||
    problem?.code === 'accepted-work';

  return (
    <>
      <p>
        {counted || cards > 0
          ? t('settings.columns.cards', { active: cards - archived, archived })
          : t('settings.columns.counting')}
        {archived > 0 &&
          ` ${t('settings.columns.archivedCards', {
            count: cards,
            isChosen: String(targetName !== undefined),
            column: targetName ?? '',
          })}`}
      </p>
      <RemovedLimitsList board={board} limits={limitsRemovedWithColumn(board, id)} />
      {cards > 0 && (
        <MoveCardsTo
          board={board}
          kind="column"
          cards={cards}
          options={others.map((each) => ({
            id: each.id,
            label: each.name,
            description: occupancyText(t, columnOccupancy(board, each)),
          }))}
          value={target}
          onChange={(chosen) => {
            setTarget(chosen);
            saving.reset();
          }}
          change={target ? { kind: 'clearColumn', columnId: id, to: target } : null}
          problem={problem}
        />
      )}
      {problem && !isShownElsewhere && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button
          variant="danger"
          isPending={saving.isPending}
          isDisabled={(!counted && cards === 0) || (cards > 0 && target === null)}
          onPress={remove}
        >
          {target ? t('settings.columns.moveAndRemove') : t('settings.remove.open')}
        </Button>
      </DialogActions>
      {dialog}
    </>
  );
}

/** How many cards a column has: those on the board, no matter when they were delivered, and archived ones. */
type CardsIn = { active: number; archived: number };

/** Counts the cards of a column each time the dialog opens; undefined until they are counted. */
function useCardsIn({ id, kind }: Column): CardsIn | undefined {
  // Only a done column has cards that the board leaves out because of their age.
  const include = kind === 'done' ? 'archived,delivered' : 'archived';
  const path = `${boardPaths.board(useWorkspace().slug, useBoardKey())}?include=${include}`;
  const query = useQuery<CardsIn, ProblemError>({
    queryKey: [path, id],
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const found = { active: 0, archived: 0 };
      let cursor: string | null = null;
      do {
        const page: Result<Board> = await api.get<Board>(cursor ? `${path}&cursor=${cursor}` : path, {
          signal,
        });
        if (!page.ok) throw new ProblemError(page.problem);
        for (const card of page.value.cards)
          if (card.columnId === id) found[card.archivedAt ? 'archived' : 'active']++;
        cursor = page.value.nextCursor ?? null;
      } while (cursor);
      return found;
    },
  });
  return query.data;
}
