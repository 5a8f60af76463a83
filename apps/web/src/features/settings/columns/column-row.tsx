'use client';

import { type Board, type Column, ColumnChange } from '@weir/contract';
import { useState } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { SaveButton } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { LimitFigure } from '@/features/limits/limit-figure';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { invalidInput } from '@/lib/api/result';
import { useUnsaved } from '@/lib/use-unsaved';
import styles from '../settings.module.css';
import { useSaving } from '../use-saving';
import { ColumnPolicyFields } from './column-policy-fields';
import { Movers } from './movers';
import { RemoveColumn } from './remove-column';

type Props = {
  workspace: string;
  board: Board;
  column: Column;
  mayChange: boolean;
  /** After it is removed. */
  onRemoved: () => void;
  isLastOfKind: boolean;
  onLimit: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

export const kindWords = { queue: 'Queue', active: 'Active', done: 'Done' } as const;

/** One column: its name and its limit, and behind a button its policy and its halves. */
export function ColumnRow({
  workspace,
  board,
  column,
  mayChange,
  isLastOfKind,
  onLimit,
  onRemoved,
  ...movers
}: Props) {
  const { id, kind, limit, load } = column;
  const stands = { name: column.name, policy: column.policy, split: column.split };
  const saving = useSaving(workspace, board.key);
  const [draft, setDraft] = useUnsaved<Partial<typeof stands>>(
    `column ${paths.column(workspace, board.key, id)}`,
    {},
  );
  const [isOpen, setOpen] = useState(false);
  const { name, ...policy } = { ...stands, ...draft };
  const change = (part: Partial<typeof stands>) => {
    setDraft((now) => ({ ...now, ...part }));
    saving.touch();
  };
  const submit = async () => {
    const parsed = ColumnChange.safeParse(draft);
    if (!parsed.success) return saving.refuse(invalidInput(parsed.error));
    if (await saving.save(() => api.patch(paths.column(workspace, board.key, id), parsed.data))) setDraft({});
  };
  const isTyped = JSON.stringify({ ...stands, ...draft }) !== JSON.stringify(stands);
  const error = fieldError(saving.problem, 'name');
  const more = kind === 'active' ? 'Policy, halves' : 'Policy';
  // One button: at the end of what it saves.
  const save = mayChange && (
    <SaveButton saving={saving} name={`Save ${column.name}`} isTyped={isTyped} isInRow={!isOpen} />
  );
  const isShown = error || fieldError(saving.problem, 'policy') || fieldError(saving.problem, 'split');
  return (
    <li className={styles.row}>
      <form
        className={styles.rowForm}
        aria-label={`Column ${column.name}`}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {mayChange && <Movers id={id} name={column.name} {...movers} />}
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
        <span className={styles.limit}>
          <LimitFigure name={`Limit of ${column.name}`} limit={limit} load={load} onPress={onLimit} />
        </span>
        <span className={styles.rowEnd}>
          {!isOpen && save}
          <Button
            variant="plain"
            aria-expanded={isOpen}
            aria-label={`${more} of ${column.name}`}
            onPress={() => setOpen(!isOpen)}
          >
            {more}
          </Button>
          {mayChange && !isLastOfKind && (
            <RemoveColumn workspace={workspace} board={board} column={column} onRemoved={onRemoved} />
          )}
        </span>
        {isOpen && (
          <ColumnPolicyFields
            column={column}
            value={policy}
            onChange={change}
            isReadOnly={!mayChange}
            problem={saving.problem}
          >
            {save}
          </ColumnPolicyFields>
        )}
      </form>
      {saving.problem && !isShown && <ProblemNotice problem={saving.problem} />}
    </li>
  );
}
