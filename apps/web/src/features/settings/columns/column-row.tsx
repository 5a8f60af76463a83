'use client';

import { type Board, type Column, ColumnChange } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { LimitFigure } from '@/features/limits/limit-figure';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';
import styles from '../settings.module.css';
import { ColumnPolicyFields } from './column-policy-fields';
import { Movers } from './movers';
import { RemoveColumn } from './remove-column';

type Props = {
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
export function ColumnRow({ board, column, mayChange, isLastOfKind, onLimit, onRemoved, ...movers }: Props) {
  const { id, kind, limit, load, name, policy, split } = column;
  const path = paths.column(useWorkspace().slug, board.key, id);
  const [isOpen, setOpen] = useState(false);
  const form = useApiForm({
    schema: ColumnChange,
    savedValues: { name, policy, split },
    draftKey: `column ${path}`,
    toBody: (_, changed) => changed,
    send: (change) => api.patch(path, change),
    said: 'Saved',
    onSaved: useRenewBoard(),
  });
  const more = kind === 'active' ? 'Policy, halves' : 'Policy';
  // One button: at the end of what it saves.
  const save = mayChange && (
    <SaveButton saving={form} name={`Save ${name}`} isTyped={form.isTyped} isInRow={!isOpen} />
  );
  return (
    <li className={styles.row}>
      <Form {...form.props} className={styles.rowForm} label={`Column ${name}`}>
        {mayChange && <Movers id={id} name={name} {...movers} />}
        <TextField
          label={
            <>
              {kindWords[kind]}
              <VisuallyHidden>, name of {name}</VisuallyHidden>
            </>
          }
          {...form.field('name')}
          isReadOnly={!mayChange}
        />
        <span className={styles.limit}>
          <LimitFigure name={`Limit of ${name}`} limit={limit} load={load} onPress={onLimit} />
        </span>
        <span className={styles.rowEnd}>
          {!isOpen && save}
          <Button
            variant="plain"
            aria-expanded={isOpen}
            aria-label={`${more} of ${name}`}
            onPress={() => setOpen(!isOpen)}
          >
            {more}
          </Button>
          {mayChange && !isLastOfKind && <RemoveColumn board={board} column={column} onRemoved={onRemoved} />}
        </span>
        {isOpen && (
          <ColumnPolicyFields column={column} form={form} isReadOnly={!mayChange}>
            {save}
          </ColumnPolicyFields>
        )}
      </Form>
      {form.problem && <ProblemNotice problem={form.problem} />}
    </li>
  );
}
