'use client';

import type { Board, Request } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { FormRow } from '@/components/form';
import { Select } from '@/components/select';
import { TextArea } from '@/components/text-field';
import type { Draft } from './answer-draft';
import { entries, entryOf } from './entry';
import { classWords } from './words';

type Props = { board: Board; request: Request; draft: Draft; onChange: (part: Partial<Draft>) => void };

/** Where the card goes and as what. A word to its requester is welcome and not required. */
export function AcceptFields({ board, request, draft, onChange }: Props) {
  const classOfService = draft.classOfService ?? request.classOfService;
  const { column, why, isPassable } = entryOf(board, draft.columnId, classOfService);
  return (
    <>
      <FormRow>
        <Select
          label="Into the column"
          options={entries(board, classOfService).map((entry) => ({
            id: entry.column.id,
            label: entry.column.name,
            description: entry.why ?? undefined,
            isDisabled: entry.why !== null && !entry.isPassable,
          }))}
          value={column.id}
          onChange={(columnId) => onChange({ columnId })}
          error={isPassable ? undefined : (why ?? undefined)}
        />
        <Select
          label="As"
          options={classesOfService.map((id) => ({
            id,
            label: classWords[id].label,
            description: id === request.classOfService ? 'As they ask for it' : classWords[id].meaning,
          }))}
          value={classOfService}
          onChange={(wish) => onChange({ classOfService: wish })}
        />
      </FormRow>
      <TextArea
        label="What you tell them"
        optional
        rows={3}
        max={2000}
        value={draft.message}
        onChange={(message) => onChange({ message })}
      />
    </>
  );
}
