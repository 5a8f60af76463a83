'use client';

import { type Board, type Column } from '@weir/contract';
import { useState } from 'react';
import { Checkbox } from '@/components/choice/checkbox';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { SaveInPlace } from '@/components/form/save-button';
import { TextArea, TextField } from '@/components/form/text-field';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { LimitFigure } from '@/features/limits/limit-figure';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import type { ApiForm } from '@/lib/forms/api-form';
import { schemas } from '@/lib/forms/schemas';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import { useTranslations } from '@/lib/words/use-translations';
import { Movers } from '../rows/movers';
import styles from '../settings.module.css';
import { RemoveColumn } from './remove-column';

type Props = {
  board: Board;
  column: Column;
  mayChange: boolean;
  /** Called after it is removed. */
  onRemoved: () => void;
  isLastOfKind: boolean;
  onLimit: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

/** One column: its name and its limit, and behind a button its policy and whether it is split. */
export function ColumnRow({ board, column, mayChange, isLastOfKind, onLimit, onRemoved, ...movers }: Props) {
  const { id, kind, limit, load, name, policy, split } = column;
  const t = useTranslations();
  const path = boardSetupPaths.column(useWorkspace().slug, board.key, id);
  const [isOpen, setOpen] = useState(false);
  const form = useInPlaceForm({
    schema: schemas.ColumnChange,
    savedValues: { name, policy, split },
    draftKey: `column ${path}`,
    toBody: (_, changed) => changed,
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: useRenewBoard(),
  });
  return (
    <li className={styles.row}>
      <Form
        {...form.props}
        className={`${styles.rowForm} ${styles.columnForm}`}
        label={t('settings.columns.form', { name })}
      >
        {mayChange && <Movers id={id} name={name} {...movers} />}
        <TextField
          label={t.rich('settings.columns.name', {
            kind: t(`vocabulary.columnKinds.${kind}`),
            name,
            hidden: (text) => <VisuallyHidden>{text}</VisuallyHidden>,
          })}
          {...form.field('name')}
          isReadOnly={!mayChange}
        />
        <span className={styles.limit}>
          <LimitFigure
            name={t('settings.columns.limitOf', { name })}
            limit={limit}
            load={load}
            onPress={onLimit}
          />
        </span>
        <span className={styles.rowEnd}>
          {mayChange && <SaveInPlace isInRow form={form} name={t('settings.rows.save', { name })} />}
          <Button
            variant="plain"
            aria-expanded={isOpen}
            aria-label={t('settings.columns.moreOf', { kind, name })}
            onPress={() => setOpen(!isOpen)}
          >
            {t('settings.columns.more', { kind })}
          </Button>
          {mayChange && !isLastOfKind && <RemoveColumn board={board} column={column} onRemoved={onRemoved} />}
        </span>
        {isOpen && <PolicyFields column={column} form={form} isReadOnly={!mayChange} />}
      </Form>
      {form.problem && <ProblemNotice problem={form.problem} />}
    </li>
  );
}

/** The policy of a column, and whether it is split into a doing and a done half. */
function PolicyFields({
  column: { name, kind },
  form,
  isReadOnly,
}: {
  column: Column;
  form: ApiForm<Pick<Column, 'name' | 'policy' | 'split'>>;
  isReadOnly: boolean;
}) {
  const t = useTranslations();
  const splitError = form.error('split');
  return (
    <div className={styles.policy}>
      <TextArea
        label={t('settings.columns.policyOf', { name })}
        optional
        rows={3}
        max={2000}
        {...form.field('policy')}
        isReadOnly={isReadOnly}
        description={t('settings.columns.policyHint')}
      />
      {kind === 'active' && (
        <Checkbox {...form.checkbox('split')} isReadOnly={isReadOnly} hint={t('settings.columns.splitHint')}>
          {t('settings.columns.split')}
        </Checkbox>
      )}
      {splitError && <p className={styles.fault}>{splitError}</p>}
    </div>
  );
}
