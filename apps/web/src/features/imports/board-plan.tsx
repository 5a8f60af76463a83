'use client';

import { useQuery } from '@tanstack/react-query';
import type { BoardList } from '@weir/contract';
import { useRef } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { FormRow } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { ColumnsEditor } from '@/features/workspace/boards/columns-editor';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingAll } from '@/lib/api/query';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './imports.module.css';
import { draftsOf, type Target, withDrafts } from './plan-changes';

type Props = {
  target: Target;
  /** The refusal of the plan. */
  problem: AnyProblem | null;
  onChange: (target: Target) => void;
};

/** The board for the cards: a new one with its columns, or an existing one. */
export function BoardPlan({ target, problem, onChange }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { data } = useQuery(
    readingAll<BoardList['items'][number]>(`${workspacePaths.boards(slug)}?size=200`),
  );
  const boards = (data?.items ?? []).filter(({ archivedAt }) => !archivedAt);
  const faults = problem && 'errors' in problem ? problem.errors : [];
  const errorOf = (field: string) =>
    faults.find(({ path }) => path === field || path === `target.${field}`)?.message;
  // Changing to the other choice and back keeps the edits of the new board.
  const lastNew = useRef<Target>(undefined);
  const choose = (kind: Target['kind']) => {
    if (kind === target.kind) return;
    if (kind === 'new') return lastNew.current && onChange(lastNew.current);
    lastNew.current = target;
    const [first] = boards;
    if (first) onChange({ kind, board: first.key, columns: [] });
  };
  return (
    <div className={styles.part}>
      <RadioGroup
        label={t('imports.board.which')}
        hideLabel
        layout="row"
        value={target.kind}
        onChange={choose}
        choices={[
          {
            id: 'new',
            label: t('imports.board.new'),
            isDisabled: target.kind === 'existing' && !lastNew.current,
          },
          { id: 'existing', label: t('imports.board.existing'), isDisabled: boards.length === 0 },
        ]}
      />
      {target.kind === 'existing' ? (
        <Select
          label={t('imports.board.existing')}
          options={boards.map(({ key, name }) => ({ id: key, label: name, description: key }))}
          value={target.board}
          onChange={(board) => onChange({ kind: 'existing', board, columns: [] })}
        />
      ) : (
        <>
          <FormRow>
            <TextField
              label={t('workspace.newBoard.name')}
              value={target.name}
              error={errorOf('name')}
              onChange={(name) => onChange({ ...target, name })}
            />
            <TextField
              label={t('workspace.newBoard.key')}
              description={t('workspace.newBoard.keyHint', {
                key: target.key || t('workspace.newBoard.keyExample'),
              })}
              value={target.key}
              error={errorOf('key')}
              onChange={(key) => onChange({ ...target, key: key.toUpperCase().slice(0, 10) })}
            />
          </FormRow>
          <ColumnsEditor
            columns={draftsOf(target)}
            onChange={(drafts) => onChange(withDrafts(target, drafts))}
            errors={target.columns.map((_, at) => errorOf(`columns.${at}.name`))}
          />
        </>
      )}
    </div>
  );
}
