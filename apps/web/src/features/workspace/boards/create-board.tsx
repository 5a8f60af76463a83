'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type BoardSummary, NewBoard } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { withoutMarks } from '@/lib/without-marks';
import { useReader } from '@/lib/words/reader-provider';
import { useTranslations } from '@/lib/words/use-translations';
import { ColumnsEditor, type DraftColumn } from './columns-editor';

type Props = { listPath: string; variant?: 'primary' | 'quiet' };

export function CreateBoard({ listPath, variant = 'quiet' }: Props) {
  const t = useTranslations();
  return (
    <Dialog
      title={t('workspace.newBoard.title')}
      lead={t('workspace.newBoard.lead')}
      size="wide"
      trigger={
        <Button variant={variant}>
          <Glyph name="plus" size={14} /> {t('workspace.newBoard.title')}
        </Button>
      }
    >
      {(close) => <CreateBoardForm listPath={listPath} close={close} />}
    </Dialog>
  );
}

type Values = { name: string; key: string; columns: DraftColumn[]; depth: number };

function CreateBoardForm({ listPath, close }: { listPath: string; close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const router = useRouter();
  const client = useQueryClient();
  // Its working hours are in this zone, so the creator's is a better start than UTC.
  const { timeZone } = useReader();
  // Until the person writes a key, it follows the name.
  const [hasOwnKey, setHasOwnKey] = useState(false);
  const form = useApiForm<Values, NewBoard, BoardSummary>({
    schema: schemas.NewBoard,
    defaultValues: { name: '', key: '', columns: useTemplate(), depth: 8 },
    draftKey: `new board ${slug}`,
    toBody: ({ name, key, columns, depth }) => ({
      name,
      key,
      columns: columns.map((column) => ({
        name: column.name,
        kind: column.kind,
        limit: column.max === null ? null : { max: column.max },
      })),
      intake: { depth, ...(timeZone && { timeZone }) },
    }),
    send: (board) => api.post<BoardSummary>(paths.boards(slug), board),
    onSaved: async ({ key }) => {
      close();
      await client.invalidateQueries({ queryKey: [listPath] });
      router.push(`/${slug}/${key}`);
      router.refresh();
    },
  });
  const { name, key } = form.values;
  const nameField = form.field('name');
  const keyField = form.field('key');
  const shownKey = key || t('workspace.newBoard.keyExample');
  return (
    <Form {...form.props} label={t('workspace.newBoard.title')}>
      <FormRow>
        <TextField
          label={t('workspace.newBoard.name')}
          placeholder={t('workspace.newBoard.nameExample')}
          {...nameField}
          onChange={(text) => {
            nameField.onChange(text);
            if (!hasOwnKey && key === keyFrom(name)) keyField.onChange(keyFrom(text));
          }}
          autoFocus
        />
        <TextField
          label={t('workspace.newBoard.key')}
          description={t('workspace.newBoard.keyHint', { key: shownKey })}
          placeholder={t('workspace.newBoard.keyExample')}
          {...keyField}
          onChange={(text) => {
            setHasOwnKey(true);
            keyField.onChange(text.toUpperCase().slice(0, 10));
          }}
        />
      </FormRow>
      <ColumnsEditor
        columns={form.values.columns}
        onChange={(columns) => form.set({ columns })}
        errors={form.values.columns.map((_, at) => form.field(`columns.${at}.name`).error)}
      />
      <NumberField
        label={t('workspace.newBoard.depth')}
        description={t('workspace.newBoard.depthHint')}
        minValue={0}
        maxValue={500}
        {...form.field('depth')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('workspace.newBoard.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}

/** What most teams start with: few cards in Ready, fewer in Doing, fewest in Review. */
function useTemplate(): DraftColumn[] {
  const t = useTranslations();
  return [
    { id: 'ready', name: t('workspace.template.ready'), kind: 'queue', max: 5 },
    { id: 'doing', name: t('workspace.template.doing'), kind: 'active', max: 3 },
    { id: 'review', name: t('workspace.template.review'), kind: 'active', max: 2 },
    { id: 'done', name: t('workspace.template.done'), kind: 'done', max: null },
  ];
}

/** “Data platform” → DP, “Platform” → PLAT. */
function keyFrom(name: string): string {
  const words = withoutMarks(name)
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => /^[A-Z]/.test(word));
  const key = words.length > 1 ? words.map((word) => word[0]).join('') : (words[0] ?? '').slice(0, 4);
  return key.slice(0, 10);
}
