'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type BoardSummary, type Card, NewBoard } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Checkbox } from '@/components/choice/checkbox';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useAskedDialog } from '@/lib/pages/asked-dialog';
import { withoutMarks } from '@/lib/without-marks';
import { useReader } from '@/lib/words/reader-provider';
import { useTranslations } from '@/lib/words/use-translations';
import { type BoardTemplate, boardTemplates, cardsThatExplain, columnsOfTemplate } from './board-templates';
import { ColumnsEditor, type DraftColumn } from './columns-editor';

/** `isFirst`: the workspace has no board yet. */
type Props = { listPath: string; isFirst?: boolean };

export function CreateBoard({ listPath, isFirst = false }: Props) {
  const t = useTranslations();
  return (
    <Dialog
      {...useAskedDialog('new-board')}
      title={t('workspace.newBoard.title')}
      lead={t('workspace.newBoard.lead')}
      size="wide"
      trigger={
        <Button variant={isFirst ? 'primary' : 'quiet'}>
          <Glyph name="plus" size={14} /> {t('workspace.newBoard.title')}
        </Button>
      }
    >
      {(close) => <CreateBoardForm listPath={listPath} isFirst={isFirst} close={close} />}
    </Dialog>
  );
}

type Values = {
  name: string;
  key: string;
  template: BoardTemplate;
  columns: DraftColumn[];
  depth: number;
  explains: boolean;
};

function CreateBoardForm({
  listPath,
  isFirst,
  close,
}: {
  listPath: string;
  isFirst: boolean;
  close: () => void;
}) {
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
    defaultValues: {
      name: '',
      key: '',
      template: 'software',
      columns: columnsOfTemplate(t, 'software'),
      depth: 8,
      explains: isFirst,
    },
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
    send: (board) => api.post<BoardSummary>(workspacePaths.boards(slug), board),
    onSaved: async ({ key }) => {
      await addFirstCards(key);
      close();
      await client.invalidateQueries({ queryKey: [listPath] });
      router.push(`/${slug}/${key}`);
      router.refresh();
    },
  });
  const { name, key, columns, depth, template, explains } = form.values;
  const explained = columns.find(({ kind, max }) => kind === 'active' && max !== null);
  /** One after another, to keep their order. The board exists already, so a card that is refused is left out. */
  async function addFirstCards(board: string): Promise<void> {
    if (!explains || !explained) return;
    for (const card of cardsThatExplain(t, explained, depth))
      await api.post<Card>(boardPaths.cards(slug, board), card);
  }
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
      <Select
        label={t('boardTemplates.label')}
        options={boardTemplates.map((id) => ({
          id,
          label: t(`boardTemplates.${id}.name`),
          description: t(`boardTemplates.${id}.about`),
        }))}
        value={template}
        onChange={(chosen) => form.set({ template: chosen, columns: columnsOfTemplate(t, chosen) })}
      />
      <ColumnsEditor
        columns={columns}
        onChange={(columns) => form.set({ columns })}
        errors={columns.map((_, at) => form.field(`columns.${at}.name`).error)}
      />
      <NumberField
        label={t('workspace.newBoard.depth')}
        description={t('workspace.newBoard.depthHint')}
        minValue={0}
        maxValue={500}
        {...form.field('depth')}
      />
      {explained && (
        <Checkbox
          hint={t('boardTemplates.withCardsHint')}
          isSelected={explains}
          onChange={(wanted) => form.set({ explains: wanted })}
        >
          {t('boardTemplates.withCards')}
        </Checkbox>
      )}
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

/** “Data platform” → DP, “Platform” → PLAT. */
function keyFrom(name: string): string {
  const words = withoutMarks(name)
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => /^[A-Z]/.test(word));
  const key = words.length > 1 ? words.map((word) => word[0]).join('') : (words[0] ?? '').slice(0, 4);
  return key.slice(0, 10);
}
