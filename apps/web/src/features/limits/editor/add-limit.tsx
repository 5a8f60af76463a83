'use client';

import { type Board, type ClassOfService, can } from '@weir/contract';
import { classesOfService, limitSubjectKey } from '@weir/domain';
import { useState } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { Select } from '@/components/form/select';
import { Glyph } from '@/components/icon/glyph';
import { Dialog } from '@/components/overlay/dialog';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useTranslations } from '@/lib/words/use-translations';
import { useLimitNames, useMembers } from '../limit-names';
import styles from './limit-editor.module.css';
import { LimitForm } from './limit-form';
import { boundsText, subjectKind } from './limit-text';

type Props = { board: Board };

/** Adds a limit on any subject: first the subject, then the limit. */
export function AddLimit(props: Props) {
  const t = useTranslations();
  return (
    <Dialog
      title={t('limits.add.title')}
      size="small"
      trigger={
        <Button size="small">
          <Glyph name="plus" size={12} /> {t('limits.add.title')}
        </Button>
      }
    >
      {(close) => <AddForm {...props} onClose={close} />}
    </Dialog>
  );
}

type Scope = LimitSubject['scope'];

const scopes: Scope[] = ['columns', 'column', 'swimlane', 'person', 'board', 'classOfService'];

function AddForm({ board, onClose }: Props & { onClose: () => void }) {
  const t = useTranslations();
  const nameOf = useLimitNames(board);
  const [scope, setScope] = useState<Scope | null>(null);
  const [subject, setSubject] = useState<LimitSubject | null>(null);
  const limit = subject && limitOf(board, subject);
  const hasNoLanes = board.swimlanes.length === 0;
  const choose = (chosen: Scope) => {
    setScope(chosen);
    setSubject(
      chosen === 'board'
        ? { scope: 'board' }
        : chosen === 'columns'
          ? { scope: 'columns', columnIds: [] }
          : null,
    );
  };
  return (
    <div className={styles.add}>
      <Select
        label={t('limits.add.on')}
        placeholder={t('limits.add.choose')}
        options={scopes.map((id) => ({
          id,
          label: t(`limits.add.scope.${id}`),
          isDisabled: id === 'swimlane' && hasNoLanes,
          description: id === 'swimlane' && hasNoLanes ? t('limits.add.noLanes') : undefined,
        }))}
        value={scope}
        onChange={choose}
      />
      {scope && <SubjectFields board={board} scope={scope} value={subject} onChange={setSubject} />}
      {subject && (
        <>
          <p className={styles.soft}>{t(`limits.counts.${subjectKind(subject)}`)}</p>
          {limit && (
            <Notice tone="info" title={t('limits.add.exists', { name: nameOf(subject) })}>
              {t('limits.add.existsText', { limit: boundsText(t, limit) })}
            </Notice>
          )}
          <LimitForm
            key={`${limitSubjectKey(subject)} ${limit?.id}`}
            board={board}
            subject={subject}
            limit={limit}
            name={scope === 'columns' ? t('limits.editor.theseColumns') : nameOf(subject)}
            onClose={onClose}
          />
        </>
      )}
    </div>
  );
}

type SubjectProps = {
  board: Board;
  scope: Scope;
  /** Null until the subject is chosen. */
  value: LimitSubject | null;
  onChange: (subject: LimitSubject) => void;
};

/** Chooses the column, lane, person or class. The form of the limit itself chooses the columns of a group. */
function SubjectFields({ board, scope, value, onChange }: SubjectProps) {
  const t = useTranslations();
  const columns = board.columns.map(({ id, name }) => ({ id, label: name }));
  switch (scope) {
    case 'column':
      return (
        <Select
          label={t('card.column')}
          placeholder={t('limits.add.choose')}
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
            label={t('card.lane')}
            placeholder={t('limits.add.choose')}
            options={board.swimlanes.map(({ id, name }) => ({ id, label: name }))}
            value={lane?.swimlaneId ?? null}
            onChange={(swimlaneId) => onChange({ ...lane, scope, swimlaneId })}
          />
          {lane && (
            <Select
              label={t('limits.add.where')}
              options={[{ id: '', label: t('limits.add.allActiveColumns') }, ...columns]}
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
      return <PersonFields value={value?.scope === scope ? value : null} onChange={onChange} />;
    case 'classOfService':
      return (
        <Select<ClassOfService>
          label={t('card.classOfService')}
          placeholder={t('limits.add.choose')}
          options={classesOfService.map((id) => ({ id, label: t(`vocabulary.classes.${id}`) }))}
          value={value?.scope === scope ? value.classOfService : null}
          onChange={(classOfService) => onChange({ scope, classOfService })}
        />
      );
    default:
      return null;
  }
}

function PersonFields({
  value,
  onChange,
}: {
  value: (LimitSubject & { scope: 'person' }) | null;
  onChange: SubjectProps['onChange'];
}) {
  const t = useTranslations();
  const able = useMembers().filter(({ role }) => can(role, 'changeCards'));
  return (
    <>
      <Select
        label={t('limits.add.person')}
        placeholder={t('limits.add.choose')}
        options={able.map(({ id, name }) => ({ id, label: name }))}
        value={value?.userId ?? null}
        onChange={(userId) => onChange({ across: 'board', ...value, scope: 'person', userId })}
      />
      {value && (
        <RadioGroup
          label={t('limits.person.across')}
          layout="row"
          choices={(['board', 'workspace'] as const).map((across) => ({
            id: across,
            label: t(`limits.person.reach.${across}`),
          }))}
          value={value.across}
          onChange={(across) => onChange({ ...value, across })}
        />
      )}
    </>
  );
}
