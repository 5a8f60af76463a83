'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { BoardSummary, NewWebhook as Body, CreatedWebhook, WebhookPayload } from '@weir/contract';
import { useState } from 'react';
import { Checkbox } from '@/components/choice/checkbox';
import { RadioGroup } from '@/components/choice/radio-group';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { TextArea, TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { MadeWebhook } from './made-webhook';
import styles from './webhooks.module.css';

export function NewWebhook({ listPath }: { listPath: string }) {
  const t = useTranslations();
  return (
    <Dialog
      title={t('webhooks.new.title')}
      lead={t('webhooks.new.lead')}
      size="small"
      trigger={
        <Button variant="primary">
          <Glyph name="plus" size={14} /> {t('webhooks.new.open')}
        </Button>
      }
    >
      {(close) => <NewWebhookForm listPath={listPath} close={close} />}
    </Dialog>
  );
}

type Values = {
  name: string;
  url: string;
  whichTypes: 'all' | 'some';
  types: string;
  which: 'all' | 'some';
  boards: string[];
  payload: WebhookPayload;
};

const initial: Values = {
  ...{ name: '', url: '', whichTypes: 'all', types: '', which: 'all', boards: [], payload: 'full' },
};

function NewWebhookForm({ listPath, close }: { listPath: string; close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const [made, setMade] = useState<CreatedWebhook | null>(null);
  const form = useApiForm<Values, Body, CreatedWebhook>({
    schema: accountSchemas.NewWebhook,
    defaultValues: initial,
    check: ({ whichTypes, types, which, boards }) => [
      ...(whichTypes === 'some' && namesIn(types).length === 0
        ? [{ path: 'types', message: t('webhooks.new.noType') }]
        : []),
      ...(which === 'some' && boards.length === 0
        ? [{ path: 'boards', message: t('webhooks.new.noBoard') }]
        : []),
    ],
    toBody: ({ name, url, whichTypes, types, which, boards, payload }) => ({
      name,
      url,
      types: whichTypes === 'all' ? null : namesIn(types),
      boards: which === 'all' ? null : boards,
      payload,
    }),
    send: (body) => api.post<CreatedWebhook>(adminPaths.webhooks(slug), body),
    announcement: t('webhooks.new.done'),
    onSaved: async (webhook) => {
      setMade(webhook);
      await client.invalidateQueries({ queryKey: [listPath] });
    },
  });
  if (made) return <MadeWebhook made={made} close={close} />;
  const { whichTypes, which, boards } = form.values;
  return (
    <Form {...form.props} label={t('webhooks.new.title')}>
      <TextField
        label={t('webhooks.new.name')}
        description={t('webhooks.new.nameHint')}
        maxLength={60}
        autoFocus
        {...form.field('name')}
      />
      <TextField
        label={t('webhooks.new.url')}
        description={t('webhooks.new.urlHint')}
        inputMode="url"
        {...form.field('url')}
      />
      <RadioGroup
        label={t('webhooks.new.types')}
        layout="row"
        choices={[
          { id: 'all', label: t('webhooks.new.allTypes') },
          { id: 'some', label: t('webhooks.new.someTypes') },
        ]}
        {...form.field('whichTypes')}
      />
      {whichTypes === 'some' && (
        <TextArea
          label={t('webhooks.new.whichTypes')}
          description={t('webhooks.new.typesHint')}
          rows={3}
          {...form.field('types')}
        />
      )}
      <RadioGroup
        label={t('webhooks.new.boards')}
        layout="row"
        choices={[
          { id: 'all', label: t('webhooks.new.allBoards') },
          { id: 'some', label: t('webhooks.new.someBoards') },
        ]}
        {...form.field('which')}
      />
      {which === 'some' && (
        <Boards
          chosen={boards}
          onChange={(next) => form.set({ boards: next })}
          error={form.error('boards')}
        />
      )}
      <RadioGroup
        label={t('webhooks.new.payload')}
        choices={[
          { id: 'full', label: t('webhooks.new.full') },
          { id: 'thin', label: t('webhooks.new.thin') },
        ]}
        {...form.field('payload')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('webhooks.new.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}

/** Each once. */
function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
}

type BoardsProps = {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error: string | undefined;
};

function Boards({ chosen, onChange, error }: BoardsProps) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { data } = useQuery(readingAll<BoardSummary>(`${workspacePaths.boards(slug)}?size=200`));
  const open = (data?.items ?? []).filter(({ archivedAt }) => archivedAt === null);
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{t('webhooks.new.whichBoards')}</legend>
      <div className={styles.boards}>
        {open.map(({ key, name }) => (
          <Checkbox
            key={key}
            isSelected={chosen.includes(key)}
            onChange={(isChosen) =>
              onChange(isChosen ? [...chosen, key] : chosen.filter((other) => other !== key))
            }
          >
            {name}
          </Checkbox>
        ))}
      </div>
      {error && <p className={styles.fault}>{error}</p>}
    </fieldset>
  );
}
