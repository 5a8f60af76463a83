'use client';

import type { CustomField, FieldKind } from '@weir/contract';
import { fieldKinds } from '@weir/domain';
import { useRef } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import settings from '../settings.module.css';
import { useSettings } from '../settings-context';
import { FieldRow } from './field-row';
import styles from './fields.module.css';
import { useMoving } from './use-moving';

/** The facts that cards of the board can have besides those that every card has. */
export function FieldsPanel() {
  const { board, mayChange } = useSettings();
  const { fields, key } = board;
  const t = useTranslations();
  const { slug } = useWorkspace();
  const list = useRef<HTMLUListElement>(null);
  const moving = useMoving(fields, (id) => boardSetupPaths.field(slug, key, id));
  const form = useApiForm({
    schema: schemas.NewField,
    defaultValues: { name: '', kind: 'text' as FieldKind },
    draftKey: `new ${boardSetupPaths.fields(slug, key)}`,
    send: (field) => api.post<CustomField>(boardSetupPaths.fields(slug, key), field),
    announcement: ({ name }) => t('customFields.settings.added', { name }),
    onSaved: useRenewBoard(),
  });
  const problem = moving.problem ?? form.problem;
  return (
    <Panel title={t('customFields.title')}>
      <p className={settings.lead}>{t('customFields.settings.lead')}</p>
      <ul ref={list} tabIndex={-1} className={settings.rows} aria-label={t('customFields.title')}>
        {fields.map((field) => (
          <FieldRow
            key={field.id}
            board={board}
            field={field}
            mayChange={mayChange}
            onRemoved={() => focusRows(list)}
            {...moving.of(field)}
          />
        ))}
      </ul>
      {problem && <ProblemNotice problem={problem} />}
      {mayChange && (
        <Form {...form.props} className={styles.add} label={t('customFields.settings.add')}>
          <TextField label={t('customFields.settings.newName')} {...form.field('name')} />
          <Select
            label={t('customFields.settings.kind')}
            {...form.field('kind')}
            options={fieldKinds.map((id) => ({ id, label: t(`customFields.kinds.${id}`) }))}
          />
          <Button type="submit" isPending={form.isPending}>
            {t('customFields.settings.add')}
          </Button>
        </Form>
      )}
      {!mayChange && fields.length === 0 && <p>{t('customFields.settings.none')}</p>}
    </Panel>
  );
}
