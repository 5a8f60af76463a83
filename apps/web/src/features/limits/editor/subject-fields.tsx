'use client';

import { type Board, type ClassOfService, may } from '@weir/contract';
import { classesOfService, nameOf } from '@weir/domain';
import { RadioGroup } from '@/components/radio-group';
import { Select } from '@/components/select';
import type { LimitSubject } from '@/lib/board/limits-of';
import { useMembers } from './use-limit-names';

type Props = {
  workspace: string;
  board: Board;
  scope: LimitSubject['scope'];
  /** Null as long as it is not said on what. */
  value: LimitSubject | null;
  onChange: (subject: LimitSubject) => void;
};

/** Which column, lane, person or class is to be limited. A group's columns stand in the form of the limit itself. */
export function SubjectFields({ workspace, board, scope, value, onChange }: Props) {
  const columns = board.columns.map(({ id, name }) => ({ id, label: name }));
  switch (scope) {
    case 'column':
      return (
        <Select
          label="Column"
          placeholder="Choose"
          options={columns}
          value={value?.scope === scope ? value.columnId : null}
          onChange={(columnId) => onChange({ scope, columnId })}
        />
      );
    case 'swimlane': {
      const lane = value?.scope === scope ? value : null;
      return (
        <>
          <Select
            label="Swimlane"
            placeholder="Choose"
            options={board.swimlanes.map(({ id, name }) => ({ id, label: name }))}
            value={lane?.swimlaneId ?? null}
            onChange={(swimlaneId) => onChange({ ...lane, scope, swimlaneId })}
          />
          {lane && (
            <Select
              label="Where"
              options={[{ id: '', label: 'In all active columns' }, ...columns]}
              value={lane.columnId ?? ''}
              onChange={(columnId) =>
                onChange({ scope, swimlaneId: lane.swimlaneId, ...(columnId && { columnId }) })
              }
            />
          )}
        </>
      );
    }
    case 'person':
      return (
        <PersonFields
          workspace={workspace}
          value={value?.scope === scope ? value : null}
          onChange={onChange}
        />
      );
    case 'classOfService':
      return (
        <Select<ClassOfService>
          label="Class of service"
          placeholder="Choose"
          options={classesOfService.map((id) => ({
            id,
            label: nameOf(board, { scope, classOfService: id }),
          }))}
          value={value?.scope === scope ? value.classOfService : null}
          onChange={(classOfService) => onChange({ scope, classOfService })}
        />
      );
    default:
      return null;
  }
}

function PersonFields({
  workspace,
  value,
  onChange,
}: {
  workspace: string;
  value: (LimitSubject & { scope: 'person' }) | null;
  onChange: Props['onChange'];
}) {
  const able = useMembers(workspace).filter(({ role }) => may(role, 'changeCards'));
  return (
    <>
      <Select
        label="Person"
        placeholder="Choose"
        options={able.map(({ id, name }) => ({ id, label: name }))}
        value={value?.userId ?? null}
        onChange={(userId) => onChange({ across: 'board', ...value, scope: 'person', userId })}
      />
      {value && (
        <RadioGroup
          label="Over"
          layout="row"
          choices={[
            { id: 'board', label: 'This board' },
            { id: 'workspace', label: 'All boards of the workspace' },
          ]}
          value={value.across}
          onChange={(across) => onChange({ ...value, across })}
        />
      )}
    </>
  );
}
