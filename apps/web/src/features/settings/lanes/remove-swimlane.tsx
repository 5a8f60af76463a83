'use client';

import type { Board, Swimlane } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { LimitsGone } from '../columns/limits-removed';
import { NewHome } from '../columns/move-cards-to';
import { RemoveDialog } from '../columns/remove-dialog';
import { withoutLane } from '../columns/removed-with-column';

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
  const { slug } = useWorkspace();
  const saving = useSave({ onSaved: useRenewBoard() });
  const { problem } = saving;
  const [home, setHome] = useState<string | null>(null);
  const [unseen, setUnseen] = useState(0);
  const seen = board.cards.filter(({ swimlaneId }) => swimlaneId === id).length;
  const cards = Math.max(seen, unseen);
  const others = board.swimlanes.filter((each) => each.id !== id);
  const remove = async () => {
    const path = `${paths.swimlane(slug, board.key, id)}${home ? `?cardsTo=${home}` : ''}`;
    if (!(await saving.save(() => api.delete(path), { said: `${name} is removed` }))) return;
    close();
    onRemoved();
  };
  // Archived cards, and those delivered long ago, are not on the board and are in the lane all the same.
  if (problem?.code === 'swimlane-not-empty' && unseen !== problem.cards) setUnseen(problem.cards);
  const isSaid = problem?.code === 'wip-limit-reached' || problem?.code === 'swimlane-not-empty';
  return (
    <>
      <p>
        {cards > 0 && `${cards === 1 ? 'One card is' : `${cards} cards are`} in it. `}
        Cards stay in their columns.
      </p>
      <LimitsGone board={board} gone={withoutLane(board, id)} />
      {cards > 0 && (
        <NewHome
          board={board}
          cards={cards}
          options={[
            { id: none, label: 'In no lane' },
            ...others.map((each) => ({ id: each.id, label: each.name })),
          ]}
          value={home}
          onChange={(wish) => {
            setHome(wish);
            saving.reset();
          }}
          change={home ? { kind: 'clearLane', swimlaneId: id, to: home === none ? null : home } : null}
          problem={problem}
        />
      )}
      {problem && !isSaid && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>Keep it</Button>
        <Button
          variant="danger"
          isPending={saving.isPending}
          isDisabled={cards > 0 && home === null}
          onPress={remove}
        >
          Remove
        </Button>
      </DialogActions>
    </>
  );
}
