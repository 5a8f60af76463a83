'use client';

import type { Board, Swimlane } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { MoveCardsTo } from '../rows/move-cards-to';
import { RemoveDialog, RemovedLimitsList } from '../rows/remove-dialog';
import { limitsRemovedWithLane } from '../rows/removed-limits';

type Props = { board: Board; lane: Swimlane; onRemoved: () => void };

/** Removes a swimlane. Its cards stay in their columns, in another lane or in none. */
export function RemoveSwimlane(props: Props) {
  return (
    <RemoveDialog name={props.lane.name} kind="swimlane">
      {(close) => <RemoveForm {...props} close={close} />}
    </RemoveDialog>
  );
}

const none = 'none';

function RemoveForm({ board, lane: { id, name }, onRemoved, close }: Props & { close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const saving = useSave({ onSaved: useRenewBoard() });
  const { problem } = saving;
  const [target, setTarget] = useState<string | null>(null);
  const [countInRefusal, setCountInRefusal] = useState(0);
  const onBoard = board.cards.filter(({ swimlaneId }) => swimlaneId === id).length;
  const cards = Math.max(onBoard, countInRefusal);
  const others = board.swimlanes.filter((each) => each.id !== id);
  const remove = async () => {
    const path = `${boardSetupPaths.swimlane(slug, board.key, id)}${target ? `?cardsTo=${target}` : ''}`;
    const announcement = t('settings.lanes.removed', { name });
    if (!(await saving.save(() => api.delete(path), { announcement }))) return;
    close();
    onRemoved();
  };
  // A lane can also have archived and long delivered cards, which the board leaves out. The refusal counts them.
  if (problem?.code === 'swimlane-not-empty' && countInRefusal !== problem.cards)
    setCountInRefusal(problem.cards);
  const isShownAbove = problem?.code === 'wip-limit-reached' || problem?.code === 'swimlane-not-empty';
  return (
    <>
      <p>{t('settings.lanes.cards', { count: cards })}</p>
      <RemovedLimitsList board={board} limits={limitsRemovedWithLane(board, id)} />
      {cards > 0 && (
        <MoveCardsTo
          board={board}
          kind="swimlane"
          cards={cards}
          options={[
            { id: none, label: t('board.lanes.none') },
            ...others.map((each) => ({ id: each.id, label: each.name })),
          ]}
          value={target}
          onChange={(chosen) => {
            setTarget(chosen);
            saving.reset();
          }}
          change={target ? { kind: 'clearLane', swimlaneId: id, to: target === none ? null : target } : null}
          problem={problem}
        />
      )}
      {problem && !isShownAbove && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button
          variant="danger"
          isPending={saving.isPending}
          isDisabled={cards > 0 && target === null}
          onPress={remove}
        >
          {t('settings.remove.open')}
        </Button>
      </DialogActions>
    </>
  );
}
