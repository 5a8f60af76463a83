'use client';

import type { Board, Swimlane } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import { DialogActions } from '@/components/dialog';
import { ProblemNotice } from '@/components/problem-notice';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { withoutLane } from './gone-with';
import { LimitsGone } from './limits-gone';
import { NewHome } from './new-home';
import { RemoveDialog } from './remove-dialog';
import { useSaving } from './use-saving';

type Props = { workspace: string; board: Board; lane: Swimlane; onRemoved: () => void };

/** Removes a swimlane. Its cards stay in their columns, in another lane or in none. */
export function RemoveSwimlane(props: Props) {
  return (
    <RemoveDialog name={props.lane.name} kind="swimlane">
      {(close) => <RemoveForm {...props} close={close} />}
    </RemoveDialog>
  );
}

const none = 'none';

function RemoveForm({
  workspace,
  board,
  lane: { id, name },
  onRemoved,
  close,
}: Props & { close: () => void }) {
  const saving = useSaving(workspace, board.key);
  const { problem } = saving;
  const [home, setHome] = useState(none);
  const cards = board.cards.filter(({ swimlaneId }) => swimlaneId === id).length;
  const others = board.swimlanes.filter((each) => each.id !== id);
  const to = home === none ? null : home;
  const remove = async () => {
    const path = `${paths.swimlane(workspace, board.key, id)}${to ? `?cardsTo=${to}` : ''}`;
    if (!(await saving.save(() => api.delete(path), `${name} is removed`))) return;
    close();
    onRemoved();
  };
  return (
    <>
      <p>
        {cards > 0 && `${cards === 1 ? 'One card is' : `${cards} cards are`} in it. `}
        Cards stay in their columns.
      </p>
      <LimitsGone board={board} gone={withoutLane(board, id)} />
      {cards > 0 && (
        <NewHome
          workspace={workspace}
          board={board}
          cards={cards}
          options={[
            { id: none, label: 'In no lane' },
            ...others.map((each) => ({ id: each.id, label: each.name })),
          ]}
          value={home}
          onChange={(wish) => {
            setHome(wish);
            saving.touch();
          }}
          change={{ kind: 'clearLane', swimlaneId: id, to }}
          problem={problem}
        />
      )}
      {problem && problem.code !== 'wip-limit-reached' && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>Keep it</Button>
        <Button variant="danger" isPending={saving.isPending} onPress={remove}>
          Remove
        </Button>
      </DialogActions>
    </>
  );
}
