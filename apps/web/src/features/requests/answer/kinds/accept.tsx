'use client';

import type { Board, Request } from '@weir/contract';
import { Notice } from '@/components/feedback/notice';
import { FormRow } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { laneName } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';
import { type Draft, wishOf } from '../answer-draft';
import { ClassField } from '../class-field';
import { type Entry, entries, laneEntries, noLaneOption } from './entry';

type Props = {
  board: Board;
  request: Request;
  draft: Draft;
  entry: Entry;
  onChange: (part: Partial<Draft>) => void;
};

/** Where the card goes and as what. */
export function AcceptFields({ board, request, draft, entry, onChange }: Props) {
  const t = useTranslations();
  const wish = wishOf(draft, request);
  return (
    <>
      <FormRow>
        <Select
          label="Into the column"
          options={entries(board, wish).map((each) => ({
            id: each.column.id,
            label: each.column.name,
            ...choosable(each),
          }))}
          value={entry.column.id}
          onChange={(columnId) => onChange({ columnId })}
          error={entry.isPassable ? undefined : (entry.why ?? undefined)}
        />
        {board.swimlanes.length > 0 && (
          <Select
            label="Swimlane"
            options={laneEntries(board, wish).map((each) => ({
              id: each.swimlaneId ?? noLaneOption,
              label: laneName(t, board, each.swimlaneId),
              ...choosable(each),
            }))}
            value={entry.swimlaneId ?? noLaneOption}
            onChange={(swimlaneId) => onChange({ swimlaneId })}
          />
        )}
        <ClassField request={request} draft={draft} onChange={onChange} />
      </FormRow>
      {entry.records && (
        <Notice tone="warn" title={entry.records} role="status">
          It passes all the same, and that is recorded.
        </Notice>
      )}
    </>
  );
}

/** A place with what stands in the way, or what it would pass. */
function choosable({ why, records, isPassable }: Entry) {
  return {
    description: why ?? (records ? `${records} It passes, and that is recorded.` : undefined),
    isDisabled: why !== null && !isPassable,
  };
}
