'use client';

import type { Board, Limit } from '@weir/contract';
import { limitModes, previewCapacity } from '@weir/domain';
import { type ReactNode, useState } from 'react';
import { Checkbox, CheckboxGroup, FieldError, Label } from 'react-aria-components';
import choice from '@/components/choice/choice.module.css';
import { RadioGroup } from '@/components/choice/radio-group';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import field from '@/components/form/field.module.css';
import { Form } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { DialogActions } from '@/components/overlay/dialog';
import type { LimitSubject } from '@/lib/board/limit-subjects';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './limit-editor.module.css';
import { LimitPreview } from './limit-preview';
import { boundsText } from './limit-text';
import { TrialText } from './trial-text';
import { useLimitForm } from './use-limit-form';

type Props = {
  board: Board;
  subject: LimitSubject;
  limit: Limit | null;
  name: string;
  onClose: () => void;
  /** Shown between the fields and the buttons. */
  children?: ReactNode;
};

/** Maximum, minimum and mode of a limit, with a preview of what they would mean today. */
export function LimitForm(props: Props) {
  const { board, subject, limit, name, onClose, children } = props;
  const t = useTranslations();
  const { form, removal, isConflict, keepMine, takeTheirs, remove } = useLimitForm(props);
  // The maximum of a new group follows the cards in its columns until a number is typed.
  const [isMaxTyped, setMaxTyped] = useState(limit !== null);
  const [isRemoving, setRemoving] = useState(false);
  const { values, problem } = form;
  const isPerson = subject.scope === 'person';
  const [max, min] = [form.field('max'), form.field('min')];
  if (isRemoving && limit)
    return (
      <>
        <p>{t('limits.remove.text', { name })}</p>
        {removal.problem && <ProblemNotice problem={removal.problem} />}
        <DialogActions>
          <Button onPress={() => setRemoving(false)}>{t('common.cancel')}</Button>
          <Button variant="danger" isPending={removal.isPending} onPress={remove}>
            {t('limits.remove.submit')}
          </Button>
        </DialogActions>
      </>
    );
  const chooseColumns = (columnIds: string[]) => {
    const { load } = previewCapacity(board, { scope: 'columns', columnIds }, { max: 0 });
    form.set({ columnIds, ...(!isMaxTyped && { max: Math.max(1, load) }) });
  };
  return (
    <Form
      {...form.props}
      onSubmit={() => isConflict || form.props.onSubmit()}
      label={t('limits.editor.title', { name })}
    >
      {isConflict && <Conflict current={limit} onKeep={keepMine} onTake={limit ? takeTheirs : onClose} />}
      {limit?.trial && <Notice title={<TrialText limit={limit} />}>{t('limits.trialEnds')}</Notice>}
      {subject.scope === 'columns' && (
        <ColumnsField columns={board.columns} {...form.field('columnIds')} onChange={chooseColumns} />
      )}
      <div className={styles.numbers}>
        <NumberField
          label={t('limits.editor.max')}
          minValue={0}
          maxValue={9999}
          {...max}
          onChange={(value) => {
            setMaxTyped(true);
            max.onChange(value);
          }}
          error={max.error && t('limits.editor.maxInvalid')}
          autoFocus
        />
        <NumberField
          label={t('limits.editor.min')}
          optional
          minValue={0}
          maxValue={9999}
          {...min}
          error={min.error && t('limits.editor.minInvalid')}
        />
      </div>
      <RadioGroup
        label={t('limits.editor.mode', { isPerson: String(isPerson) })}
        choices={limitModes.map((mode) => ({
          id: mode,
          label: t(`limits.mode.${mode}.name`),
          description: t(`limits.mode.${mode}.meaning`, { isPerson: String(isPerson) }),
        }))}
        {...form.field('mode')}
      />
      {!Number.isNaN(values.max) && (
        <LimitPreview
          board={board}
          subject={subject.scope === 'columns' ? { ...subject, columnIds: values.columnIds } : subject}
          facts={{ max: values.max, min: Number.isNaN(values.min) ? null : values.min, mode: values.mode }}
          name={name}
        />
      )}
      {children}
      {problem && !isConflict && <ProblemNotice problem={problem} />}
      <DialogActions>
        {limit && (
          <Button variant="plain" className={styles.remove ?? ''} onPress={() => setRemoving(true)}>
            {t('limits.remove.open')}
          </Button>
        )}
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" isPending={form.isPending} isDisabled={isConflict}>
          {limit ? t('common.save') : t('limits.editor.set')}
        </Button>
      </DialogActions>
    </Form>
  );
}

/** The columns that share a limit: two or more, in the order of the board. */
function ColumnsField({
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
  const t = useTranslations();
  const inBoardOrder = (ids: string[]) => columns.map(({ id }) => id).filter((id) => ids.includes(id));
  return (
    <CheckboxGroup
      value={value}
      onChange={(ids) => onChange(inBoardOrder(ids))}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={field.field ?? ''}
    >
      <Label className={field.label ?? ''}>{t('limits.editor.columns')}</Label>
      <div className={styles.columns}>
        {columns.map(({ id, name }) => (
          <Checkbox key={id} value={id} className={`${choice.choice} ${styles.column}`}>
            <span className={choice.tick} aria-hidden="true" />
            {name}
          </Checkbox>
        ))}
      </div>
      <FieldError className={field.error ?? ''}>{error && t('limits.editor.columnsInvalid')}</FieldError>
    </CheckboxGroup>
  );
}

/** Somebody else changed this limit while it was edited here: shows it and asks whose to keep. */
function Conflict({
  current,
  onKeep,
  onTake,
}: {
  current: Limit | null;
  onKeep: () => void;
  onTake: () => void;
}) {
  const t = useTranslations();
  const kind = current ? 'changed' : 'removed';
  return (
    <Notice
      tone="warn"
      role="alert"
      title={t(`limits.conflict.${kind}.title`)}
      actions={
        <>
          <Button size="small" variant="primary" onPress={onKeep}>
            {t(`limits.conflict.${kind}.keepMine`)}
          </Button>
          <Button size="small" onPress={onTake}>
            {t(`limits.conflict.${kind}.takeTheirs`)}
          </Button>
        </>
      }
    >
      {current && <p>{t('limits.conflict.current', { limit: boundsText(t, current) })}</p>}
      <p>{t('limits.conflict.kept')}</p>
    </Notice>
  );
}
