'use client';

import { type AnswerTemplate, NewAnswerTemplate } from '@weir/contract';
import { notNowReasons, templateKinds, templateVariables } from '@weir/domain';
import { useFormatter } from 'next-intl';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form, FormRow } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextArea, TextField } from '@/components/form/text-field';
import { DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import type { TemplateKind } from './use-templates';

type Props = {
  template: NewAnswerTemplate;
  /** The id of an existing template. */
  id?: string;
  onSaved: () => void;
  onCancel: () => void;
};

const anyReason = 'any';

/** A template's name, kind, reason and text, with the variables that the text can name. */
export function TemplateForm({ template, id, onSaved, onCancel }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  const { slug } = useWorkspace();
  const boardKey = useBoardKey();
  const form = useApiForm({
    schema: schemas.NewAnswerTemplate,
    defaultValues: template,
    draftKey: `answer template ${id ?? requestPaths.templates(slug, boardKey)}`,
    toBody: (values: NewAnswerTemplate) => ({
      ...values,
      reason: hasReason(values.kind) ? values.reason : null,
    }),
    send: (body: NewAnswerTemplate) =>
      id
        ? api.patch<AnswerTemplate>(requestPaths.template(slug, boardKey, id), body)
        : api.post<AnswerTemplate>(requestPaths.templates(slug, boardKey), body),
    announcement: ({ name }) => t('answers.templates.saved', { name }),
    onSaved,
  });
  const { kind, reason } = form.values;
  const variables = format.list(
    templateVariables.map((name) => `{{${name}}}`),
    { type: 'unit' },
  );
  return (
    <Form {...form.props} label={t('answers.templates.label')}>
      <TextField label={t('answers.templates.name')} {...form.field('name')} />
      <FormRow>
        <Select
          label={t('answers.templates.kind')}
          options={templateKinds.map((each) => ({ id: each, label: t(`answers.kind.${each}`) }))}
          {...form.field('kind')}
        />
        {hasReason(kind) && (
          <Select
            label={t('answers.reason.label')}
            options={[
              { id: anyReason, label: t('answers.templates.anyReason') },
              ...notNowReasons.map((each) => ({ id: each, label: t(`vocabulary.reasons.${each}`) })),
            ]}
            value={reason ?? anyReason}
            onChange={(choice) => form.set({ reason: choice === anyReason ? null : choice })}
          />
        )}
      </FormRow>
      <TextArea
        label={t('answers.templates.message')}
        rows={5}
        max={2000}
        description={t('answers.templates.messageHelp', { variables })}
        {...form.field('message')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={onCancel} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('answers.templates.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}

function hasReason(kind: TemplateKind): boolean {
  return kind === 'trade' || kind === 'defer' || kind === 'decline';
}
