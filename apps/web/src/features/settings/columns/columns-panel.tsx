'use client';

import type { Column, ColumnKind } from '@weir/contract';
import { useRef, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form, FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { LimitEditor } from '@/features/limits/editor/limit-editor';
import { useColumnKinds } from '@/features/workspace/boards/columns-editor';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { focusMover } from '../rows/movers';
import styles from '../settings.module.css';
import { useSettings } from '../settings-context';
import { ColumnRow } from './column-row';

/** The columns in their order: queue, active, done. */
export function ColumnsPanel() {
  const { board, mayChange } = useSettings();
  const { columns, key } = board;
  const t = useTranslations();
  const { slug } = useWorkspace();
  const saving = useSave({ onSaved: useRenewBoard() });
  const list = useRef<HTMLUListElement>(null);
  const [limitSubject, setLimitSubject] = useState<LimitSubject | null>(null);

  const move = async (column: Column, by: -1 | 1) => {
    const neighbour = columns[columns.indexOf(column) + by];
    if (!neighbour) return;
    const [position, where] =
      by === -1
        ? ([{ before: neighbour.id }, 'before'] as const)
        : ([{ after: neighbour.id }, 'after'] as const);
    const announcement = t('settings.move.moved', { where, name: column.name, other: neighbour.name });
    await saving.save(() => api.patch(boardSetupPaths.column(slug, key, column.id), position), {
      announcement,
    });
    focusMover(column.id, by);
  };
  const canMove = (at: number, by: -1 | 1) => columns[at + by]?.kind === columns[at]?.kind;

  return (
    <Panel title={t('settings.columns.title')} actions={mayChange && <AddColumn />}>
      {mayChange && <p className={styles.lead}>{t('settings.columns.lead')}</p>}
      {saving.problem && <ProblemNotice problem={saving.problem} />}
      <ul ref={list} tabIndex={-1} className={styles.rows} aria-label={t('settings.columns.title')}>
        {columns.map((column, at) => (
          <ColumnRow
            key={column.id}
            board={board}
            column={column}
            mayChange={mayChange}
            onRemoved={() => focusRows(list)}
            isLastOfKind={columns.filter(({ kind }) => kind === column.kind).length === 1}
            onLimit={() => setLimitSubject({ scope: 'column', columnId: column.id })}
            onUp={canMove(at, -1) ? () => move(column, -1) : undefined}
            onDown={canMove(at, 1) ? () => move(column, 1) : undefined}
          />
        ))}
      </ul>
      {limitSubject && (
        <LimitEditor
          board={board}
          subject={limitSubject}
          limit={limitOf(board, limitSubject)}
          mayChange={mayChange}
          onClose={() => setLimitSubject(null)}
        />
      )}
    </Panel>
  );
}

function AddColumn() {
  const t = useTranslations();
  return (
    <Dialog
      title={t('settings.columns.add.title')}
      lead={t('settings.columns.add.lead')}
      trigger={
        <Button size="small">
          <Glyph name="plus" size={12} /> {t('settings.columns.add.submit')}
        </Button>
      }
    >
      {(close) => <AddForm close={close} />}
    </Dialog>
  );
}

function AddForm({ close }: { close: () => void }) {
  const t = useTranslations();
  const path = boardSetupPaths.columns(useWorkspace().slug, useBoardKey());
  const renew = useRenewBoard();
  const form = useApiForm({
    schema: schemas.NewColumn,
    defaultValues: { name: '', kind: 'active' as ColumnKind, limit: { max: 2 } },
    draftKey: `new ${path}`,
    toBody: ({ limit, ...column }) => ({ ...column, ...(!Number.isNaN(limit.max) && { limit }) }),
    send: (column) => api.post<Column>(path, column),
    announcement: ({ name }) => t('settings.columns.add.added', { name }),
    onSaved: async () => {
      await renew();
      close();
    },
  });
  return (
    <Form {...form.props} label={t('settings.columns.add.title')}>
      <TextField label={t('settings.columns.add.name')} {...form.field('name')} autoFocus />
      <FormRow>
        <Select label={t('settings.columns.add.kind')} options={useColumnKinds()} {...form.field('kind')} />
        <NumberField
          label={t('settings.columns.add.limit')}
          optional
          minValue={0}
          maxValue={9999}
          {...form.field('limit.max')}
          description={t('settings.columns.add.limitHint')}
        />
      </FormRow>
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('settings.columns.add.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}
