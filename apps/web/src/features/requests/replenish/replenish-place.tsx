'use client';

import type { Board } from '@weir/contract';
import { FormRow } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { laneName } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';
import { noLaneOption, type Wish } from '../answer/kinds/entry';

export type Place = Pick<Wish, 'columnId' | 'swimlaneId'>;
type Props = { board: Board; place: Place; onChange: (place: Place) => void };

/** Where all that enters goes; nothing where there is but one queue column and no lane. */
export function ReplenishPlace({ board, place, onChange }: Props) {
  const t = useTranslations();
  const queues = board.columns.filter(({ kind }) => kind === 'queue');
  const lanes = [...board.swimlanes.map(({ id }) => id), noLaneOption];
  if (queues.length === 1 && lanes.length === 1) return null;
  return (
    <FormRow>
      {queues.length > 1 && (
        <Select
          label="Into the column"
          options={queues.map(({ id, name }) => ({ id, label: name }))}
          value={place.columnId ?? queues[0]?.id ?? null}
          onChange={(columnId) => onChange({ ...place, columnId })}
        />
      )}
      {lanes.length > 1 && (
        <Select
          label="Swimlane"
          options={lanes.map((id) => ({ id, label: laneName(t, board, id || null) }))}
          value={place.swimlaneId ?? lanes[0] ?? null}
          onChange={(swimlaneId) => onChange({ ...place, swimlaneId })}
        />
      )}
    </FormRow>
  );
}
