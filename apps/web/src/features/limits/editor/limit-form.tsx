'use client';

import type { Board, Limit } from '@weir/contract';
import { limitModes, previewCapacity } from '@weir/domain';
import { type ReactNode, useState } from 'react';
import { Checkbox, CheckboxGroup, FieldError, Label } from 'react-aria-components';
import { Notice } from '@/components/feedback/notice';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import choice from '@/components/form/choice.module.css';
import field from '@/components/form/field.module.css';
import { Form } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { RadioGroup } from '@/components/form/radio-group';
import { DialogActions } from '@/components/overlay/dialog';
import type { AnyProblem } from '@/lib/api/result';
import type { LimitSubject } from '@/lib/board/limit-subjects';
import styles from './limit-editor.module.css';
import { LimitPreview } from './limit-preview';
import { limitSaid, modeMeans, modeWords } from './limit-words';
import { useLimitForm } from './use-limit-form';

type Props = {
  workspace: string;
  board: Board;
  subject: LimitSubject;
  limit: Limit | null;
  name: string;
  onClose: () => void;
  /** What else can be done here, between the numbers and the buttons. */
  children?: ReactNode;
};

const shown = ['max', 'min', 'mode', 'columnIds'];
const numbers = 'A number from 0 to 9999.';
const ordered = 'Not more than it may hold at most.';

/** Maximum, minimum and mode of a limit, with what they would mean today. */
export function LimitForm(props: Props) {
  const { board, subject, limit, name, onClose, children } = props;
  const form = useLimitForm(props);
  const { draft, change, problem } = form;
  // A new group begins with what is in it, until a number is typed.
  const [isTyped, setTyped] = useState(limit !== null);
  const [isRemoving, setRemoving] = useState(false);
  const limited =
    draft.columnIds && subject.scope === 'columns' ? { ...subject, columnIds: draft.columnIds } : subject;
  const columnOccupancy = (columnIds: string[]) =>
    Math.max(1, previewCapacity(board, { scope: 'columns', columnIds }, { max: 0 }).load);
  const fault = (path: string) => fieldError(problem, path);
  const asNumber = (proposed: number) => (Number.isNaN(proposed) ? null : proposed);
  if (isRemoving && limit)
    return (
      <RemoveLimit
        name={name}
        problem={problem}
        isPending={form.isPending}
        onRemove={form.remove}
        onKeep={() => setRemoving(false)}
      />
    );
  return (
    <Form onSubmit={() => form.isChanged || form.save()} label={`Limit of ${name}`}>
      {form.isChanged && (
        <LimitConflict stands={limit} onKeep={form.keepMine} onTake={limit ? form.takeTheirs : onClose} />
      )}
      {draft.columnIds && (
        <ColumnsField
          columns={board.columns}
          value={draft.columnIds}
          onChange={(columnIds) =>
            change({ columnIds, ...(!isTyped && { max: columnOccupancy(columnIds) }) })
          }
          error={fault('columnIds')}
        />
      )}
      <div className={styles.numbers}>
        <NumberField
          label="At most"
          minValue={0}
          maxValue={9999}
          value={draft.max ?? Number.NaN}
          onChange={(proposed) => {
            setTyped(true);
            change({ max: asNumber(proposed) });
          }}
          error={draft.max === null ? fault('max') && numbers : fault('max')}
          autoFocus
        />
        <NumberField
          label="At least"
          optional
          minValue={0}
          maxValue={9999}
          value={draft.min ?? Number.NaN}
          onChange={(proposed) => change({ min: asNumber(proposed) })}
          error={fault('min') && ordered}
        />
      </div>
      <RadioGroup
        label={subject.scope === 'person' ? 'When they are full' : 'Where it is full'}
        choices={limitModes.map((id) => ({
          id,
          label: modeWords[id],
          description: modeMeans(id, subject),
        }))}
        value={draft.mode}
        onChange={(mode) => change({ mode })}
        error={fault('mode')}
      />
      {draft.max !== null && (
        <LimitPreview
          board={board}
          subject={limited}
          facts={{ ...draft, max: draft.max }}
          who={subject.scope === 'person' ? name : undefined}
        />
      )}
      {children}
      {problem && !isShown(problem) && <ProblemNotice problem={problem} shown={shown} />}
      <DialogActions>
        {limit && (
          <Button variant="plain" className={styles.remove ?? ''} onPress={() => setRemoving(true)}>
            Remove…
          </Button>
        )}
        <Button onPress={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={form.isPending} isDisabled={form.isChanged}>
          {limit ? 'Save' : 'Set it'}
        </Button>
      </DialogActions>
    </Form>
  );
}

function isShown(problem: NonNullable<ReturnType<typeof useLimitForm>['problem']>): boolean {
  return problem.code === 'invalid-input' && problem.errors.every(({ path }) => shown.includes(path));
}

/** Which columns share a limit: two or more, in the order of the board. */
export function ColumnsField({
  columns,
  value,
  onChange,
  error,
}: {
  columns: Board['columns'];
  value: string[];
  onChange: (ids: string[]) => void;
  error: string | undefined;
}) {
  const inOrder = (ids: string[]) => columns.map(({ id }) => id).filter((id) => ids.includes(id));
  return (
    <CheckboxGroup
      value={value}
      onChange={(ids) => onChange(inOrder(ids))}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={field.field ?? ''}
    >
      <Label className={field.label ?? ''}>Columns that share it</Label>
      <div className={styles.columns}>
        {columns.map(({ id, name }) => (
          <Checkbox key={id} value={id} className={`${choice.choice} ${styles.column}`}>
            <span className={choice.tick} aria-hidden="true" />
            {name}
          </Checkbox>
        ))}
      </div>
      <FieldError className={field.error ?? ''}>{error}</FieldError>
    </CheckboxGroup>
  );
}

/** Somebody set this limit while it was edited here: what they made of it, and the choice. */
export function LimitConflict({
  stands,
  onKeep,
  onTake,
}: {
  stands: Limit | null;
  onKeep: () => void;
  onTake: () => void;
}) {
  return (
    <Notice
      tone="warn"
      role="alert"
      title={stands ? 'Somebody set this limit meanwhile' : 'Somebody removed this limit meanwhile'}
      actions={
        <>
          <Button size="small" variant="primary" onPress={onKeep}>
            {stands ? 'Save mine over it' : 'Set it again'}
          </Button>
          <Button size="small" onPress={onTake}>
            {stands ? 'Take theirs' : 'Leave it'}
          </Button>
        </>
      }
    >
      {stands && <p>Now it says: {limitSaid(stands)}.</p>}
      <p>What you typed is still here.</p>
    </Notice>
  );
}

/** Asked once more before a limit goes. */
export function RemoveLimit({
  name,
  problem,
  isPending,
  onRemove,
  onKeep,
}: {
  name: string;
  problem: AnyProblem | null;
  isPending: boolean;
  onRemove: () => void;
  onKeep: () => void;
}) {
  return (
    <>
      <p>Without it {name} takes any number of cards, as far as no other limit holds them.</p>
      {problem && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={onKeep}>Keep it</Button>
        <Button variant="danger" isPending={isPending} onPress={onRemove}>
          Remove the limit
        </Button>
      </DialogActions>
    </>
  );
}
