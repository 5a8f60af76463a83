'use client';

import type { Board, Column } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import { DialogActions } from '@/components/dialog';
import { ProblemNotice } from '@/components/problem-notice';
import { heldBy, roomSaid } from '@/features/board/room-words';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { withoutColumn } from './gone-with';
import { LimitsGone } from './limits-gone';
import { NewHome } from './new-home';
import { RemoveDialog } from './remove-dialog';
import { useSaving } from './use-saving';

type Props = { workspace: string; board: Board; column: Column; onRemoved: () => void };

/** Removes a column. Its cards need a home with room: which, is chosen here. */
export function RemoveColumn(props: Props) {
  return (
    <RemoveDialog name={props.column.name}>{(close) => <RemoveForm {...props} close={close} />}</RemoveDialog>
  );
}

function RemoveForm({ workspace, board, column, onRemoved, close }: Props & { close: () => void }) {
  const { id, name } = column;
  const saving = useSaving(workspace, board.key);
  const { problem } = saving;
  const [home, setHome] = useState<string | null>(null);
  const [unseen, setUnseen] = useState(0);
  const seen = board.cards.filter(({ columnId }) => columnId === id).length;
  const cards = Math.max(seen, unseen);
  const others = board.columns.filter((each) => each.id !== id);
  const remove = async () => {
    const path = `${paths.column(workspace, board.key, id)}${home ? `?cardsTo=${home}` : ''}`;
    const isGone = await saving.save(() => api.delete(path), `The column ${name} is removed`);
    if (!isGone) return;
    close();
    onRemoved();
  };
  // Archived cards, and those delivered long ago, are not on the board and stand there all the same.
  if (problem?.code === 'column-not-empty' && unseen !== problem.cards) setUnseen(problem.cards);
  const isSaid = problem?.code === 'wip-limit-reached' || problem?.code === 'column-not-empty';

  return (
    <>
      <p>
        {cards === 0 ? 'It is empty.' : `${cards === 1 ? 'One card stands' : `${cards} cards stand`} in it.`}
      </p>
      <LimitsGone board={board} gone={withoutColumn(board, id)} />
      {cards > 0 && (
        <NewHome
          workspace={workspace}
          board={board}
          cards={cards}
          options={others.map((each) => ({
            id: each.id,
            label: each.name,
            description: roomSaid(heldBy(each)),
          }))}
          value={home}
          onChange={(wish) => {
            setHome(wish);
            saving.touch();
          }}
          change={home ? { kind: 'clearColumn', columnId: id, to: home } : null}
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
          {home ? 'Move and remove' : 'Remove'}
        </Button>
      </DialogActions>
    </>
  );
}
