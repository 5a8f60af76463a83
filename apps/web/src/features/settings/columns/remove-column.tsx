'use client';

import type { Board, Column } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { columnOccupancy, occupancyText } from '@/lib/board/capacity';
import { cardsInColumn } from '@/lib/board/cells';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { cardsInWords } from './cards-in-words';
import { LimitsGone } from './limits-removed';
import { NewHome } from './move-cards-to';
import { RemoveDialog } from './remove-dialog';
import { withoutColumn } from './removed-with-column';
import { useCardsIn } from './use-cards-in';

type Props = { board: Board; column: Column; onRemoved: () => void };

/** Removes a column. Its cards need a home with room: which, is chosen here. */
export function RemoveColumn(props: Props) {
  return (
    <RemoveDialog name={props.column.name}>{(close) => <RemoveForm {...props} close={close} />}</RemoveDialog>
  );
}

function RemoveForm({ board, column, onRemoved, close }: Props & { close: () => void }) {
  const { id, name } = column;
  const t = useTranslations();
  const { slug } = useWorkspace();
  const saving = useSave({ onSaved: useRenewBoard() });
  const { problem } = saving;
  const [home, setHome] = useState<string | null>(null);
  const [unseen, setUnseen] = useState(0);
  const counted = useCardsIn(column);
  const seen = counted ?? { standing: cardsInColumn(board, id).length, archived: 0 };
  const cards = Math.max(seen.standing + seen.archived, unseen);
  const held = { ...seen, standing: cards - seen.archived };
  const others = board.columns.filter((each) => each.id !== id);
  const homeName = others.find((each) => each.id === home)?.name;
  const remove = async () => {
    const path = `${paths.column(slug, board.key, id)}${home ? `?cardsTo=${home}` : ''}`;
    const isGone = await saving.save(() => api.delete(path), { said: `The column ${name} is removed` });
    if (!isGone) return;
    close();
    onRemoved();
  };
  // Somebody put more there meanwhile.
  if (problem?.code === 'column-not-empty' && unseen !== problem.cards) setUnseen(problem.cards);
  const isSaid = problem?.code === 'wip-limit-reached' || problem?.code === 'column-not-empty';

  return (
    <>
      <p>{counted || cards > 0 ? cardsInWords(held, homeName) : 'Its cards are being counted…'}</p>
      <LimitsGone board={board} gone={withoutColumn(board, id)} />
      {cards > 0 && (
        <NewHome
          board={board}
          cards={cards}
          options={others.map((each) => ({
            id: each.id,
            label: each.name,
            description: occupancyText(t, columnOccupancy(board, each)),
          }))}
          value={home}
          onChange={(wish) => {
            setHome(wish);
            saving.reset();
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
          isDisabled={(!counted && cards === 0) || (cards > 0 && home === null)}
          onPress={remove}
        >
          {home ? 'Move and remove' : 'Remove'}
        </Button>
      </DialogActions>
    </>
  );
}
