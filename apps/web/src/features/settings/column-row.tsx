'use client';

import { type Column, ColumnChange } from '@weir/contract';
import { useState } from 'react';
import { NumberField } from '@/components/number-field';
import { fieldError, ProblemNotice } from '@/components/problem-notice';
import { StateWord } from '@/components/state-word';
import { TextField } from '@/components/text-field';
import { VisuallyHidden } from '@/components/visually-hidden';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { invalidInput } from '@/lib/api/result';
import { limitToday } from './lowered';
import { Movers } from './movers';
import { RemoveColumn } from './remove-column';
import { SaveButton } from './save-button';
import styles from './settings.module.css';
import { useSaving } from './use-saving';

type Props = {
  workspace: string;
  boardKey: string;
  column: Column;
  mayChange: boolean;
  isLastOfKind: boolean;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

export const kindWords = { queue: 'Queue', active: 'Active', done: 'Done' } as const;

/** One column: its name and its limit, with what the limit means today. */
export function ColumnRow({ workspace, boardKey, column, mayChange, isLastOfKind, onUp, onDown }: Props) {
  const { id, kind, load } = column;
  const stands = { name: column.name, max: column.limit?.max ?? null };
  const saving = useSaving(workspace, boardKey);
  const [draft, setDraft] = useState<Partial<typeof stands>>({});
  const { name, max } = { ...stands, ...draft };
  const change = (part: Partial<typeof stands>) => {
    setDraft((now) => ({ ...now, ...part }));
    saving.touch();
  };
  const save = async () => {
    const limit = max === null ? null : { max };
    const body = { ...(name !== stands.name && { name }), ...(max !== stands.max && { limit }) };
    const parsed = ColumnChange.safeParse(body);
    if (!parsed.success) return saving.refuse(invalidInput(parsed.error));
    if (await saving.save(() => api.patch(paths.column(workspace, boardKey, id), parsed.data))) setDraft({});
  };
  const meaning = limitToday(load, max);
  const error = fieldError(saving.problem, 'name');
  return (
    <li className={styles.row}>
      <form
        className={styles.rowForm}
        aria-label={`Column ${column.name}`}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {mayChange && <Movers id={id} name={column.name} onUp={onUp} onDown={onDown} />}
        <TextField
          label={
            <>
              {kindWords[kind]}
              <VisuallyHidden>, name of {column.name}</VisuallyHidden>
            </>
          }
          value={name}
          onChange={(wish) => change({ name: wish })}
          isReadOnly={!mayChange}
          error={error}
        />
        <NumberField
          label={
            <>
              Limit<VisuallyHidden> of {column.name}; empty for none</VisuallyHidden>
            </>
          }
          minValue={0}
          maxValue={9999}
          value={max ?? Number.NaN}
          onChange={(wish) => change({ max: Number.isNaN(wish) ? null : wish })}
          isReadOnly={!mayChange}
        />
        <span className={styles.load}>{load} now</span>
        {mayChange && (
          <span className={styles.rowEnd}>
            <SaveButton saving={saving} name={`Save ${column.name}`} />
            {!isLastOfKind && <RemoveColumn workspace={workspace} boardKey={boardKey} column={column} />}
          </span>
        )}
      </form>
      {meaning && draft.max !== undefined && draft.max !== stands.max && (
        <p className={styles.meaning} role="status">
          <StateWord state="near" size="small">
            Today:
          </StateWord>{' '}
          {meaning}
        </p>
      )}
      {saving.problem && !error && <ProblemNotice problem={saving.problem} />}
    </li>
  );
}
