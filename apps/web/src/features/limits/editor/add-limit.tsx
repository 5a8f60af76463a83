'use client';

import { type Board, type ClassOfService, can } from '@weir/contract';
import { classesOfService, limitSubjectKey, limitSubjectName } from '@weir/domain';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { RadioGroup } from '@/components/form/radio-group';
import { Select } from '@/components/form/select';
import { Glyph } from '@/components/icon/glyph';
import { Dialog } from '@/components/overlay/dialog';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useLimitNames, useMembers } from '../limit-names';
import styles from './limit-editor.module.css';
import { LimitForm } from './limit-form';
import { countingOf, limitSaid, scopeWords } from './limit-words';

type AddLimitProps = { workspace: string; board: Board };

/** A limit on anything that can be limited: first on what, then how much. */
export function AddLimit(props: AddLimitProps) {
  return (
    <Dialog
      title="Add a limit"
      size="small"
      trigger={
        <Button size="small">
          <Glyph name="plus" size={12} /> Add a limit
        </Button>
      }
    >
      {(close) => <AddForm {...props} onClose={close} />}
    </Dialog>
  );
}

const scopes: LimitSubject['scope'][] = [
  'columns',
  'column',
  'swimlane',
  'person',
  'board',
  'classOfService',
];

function AddForm({ workspace, board, onClose }: AddLimitProps & { onClose: () => void }) {
  const nameOf = useLimitNames(workspace, board);
  const [scope, setScope] = useState<LimitSubject['scope'] | null>(null);
  const [subject, setSubject] = useState<LimitSubject | null>(null);
  const limit = subject && limitOf(board, subject);
  const choose = (proposed: LimitSubject['scope']) => {
    setScope(proposed);
    setSubject(
      proposed === 'board'
        ? { scope: 'board' }
        : proposed === 'columns'
          ? { scope: 'columns', columnIds: [] }
          : null,
    );
  };
  return (
    <div className={styles.add}>
      <Select
        label="On what"
        placeholder="Choose"
        options={scopes.map((id) => ({
          id,
          label: scopeWords[id],
          isDisabled: id === 'swimlane' && board.swimlanes.length === 0,
          description:
            id === 'swimlane' && board.swimlanes.length === 0 ? 'This board has no swimlanes' : undefined,
        }))}
        value={scope}
        onChange={choose}
      />
      {scope && (
        <SubjectFields
          workspace={workspace}
          board={board}
          scope={scope}
          value={subject}
          onChange={setSubject}
        />
      )}
      {subject && (
        <>
          <p className={styles.soft}>{countingOf(subject)}</p>
          {limit && (
            <Notice tone="info" title={`${nameOf(subject)} has a limit already`}>
              {limitSaid(limit)}. What you set here changes it.
            </Notice>
          )}
          <LimitForm
            key={`${limitSubjectKey(subject)} ${limit?.id}`}
            workspace={workspace}
            board={board}
            subject={subject}
            limit={limit}
            name={scope === 'columns' ? 'these columns' : nameOf(subject)}
            onClose={onClose}
          />
        </>
      )}
    </div>
  );
}

type SubjectProps = {
  workspace: string;
  board: Board;
  scope: LimitSubject['scope'];
  /** Null as long as it is not said on what. */
  value: LimitSubject | null;
  onChange: (subject: LimitSubject) => void;
};

/** Which column, lane, person or class is to be limited. A group's columns stand in the form of the limit itself. */
export function SubjectFields({ workspace, board, scope, value, onChange }: SubjectProps) {
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
            label: limitSubjectName(board, { scope, classOfService: id }),
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
  onChange: SubjectProps['onChange'];
}) {
  const able = useMembers(workspace).filter(({ role }) => can(role, 'changeCards'));
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
