'use client';

import type { WebhookPayload } from '@weir/contract';
import { AllOrSome } from '@/components/choice/all-or-some';
import { RadioGroup } from '@/components/choice/radio-group';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { DialogActions } from '@/components/overlay/dialog';
import type { ApiForm } from '@/lib/forms/api-form';
import { accountSchemas } from '@/lib/forms/schemas';
import type { FieldFault } from '@/lib/forms/values';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { useTranslations } from '@/lib/words/use-translations';
import { BoardChoice } from '../boards/board-choice';

/** Types and boards are null for all of them. */
export type WebhookValues = {
  name: string;
  url: string;
  types: string[] | null;
  boards: string[] | null;
  payload: WebhookPayload;
};

/** The types that a webhook can send. They come with the schemas. */
const laterTypes = new Later(accountSchemas.webhookTypes);

type Props = { form: ApiForm<WebhookValues>; title: string; submit: string; close: () => void };

/** The settings of a webhook, of a new one or to change. */
export function WebhookForm({ form, title, submit, close }: Props) {
  const t = useTranslations();
  const types = useWhenUsed(laterTypes, true) ?? [];
  return (
    <Form {...form.props} label={title}>
      <TextField
        label={t('webhooks.fields.name')}
        description={t('webhooks.fields.nameHint')}
        maxLength={60}
        autoFocus
        {...form.field('name')}
      />
      <TextField
        label={t('webhooks.fields.url')}
        description={t('webhooks.fields.urlHint')}
        inputMode="url"
        {...form.field('url')}
      />
      <AllOrSome
        label={t('webhooks.fields.types')}
        all={t('webhooks.fields.allTypes')}
        some={t('webhooks.fields.someTypes')}
        which={t('webhooks.fields.whichTypes')}
        find={t('webhooks.fields.findType')}
        options={types.map((type) => ({ id: type, name: type }))}
        {...form.field('types')}
      />
      <BoardChoice label={t('webhooks.fields.boards')} {...form.field('boards')} />
      <RadioGroup
        label={t('webhooks.fields.payload')}
        choices={[
          { id: 'full', label: t('webhooks.fields.full') },
          { id: 'thin', label: t('webhooks.fields.thin') },
        ]}
        {...form.field('payload')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {submit}
        </Button>
      </DialogActions>
    </Form>
  );
}

/** Checks that a choice of some types or some boards is not empty. */
export function useNoneChosen() {
  const t = useTranslations();
  return ({ types, boards }: WebhookValues): FieldFault[] => [
    ...(types?.length === 0 ? [{ path: 'types', message: t('webhooks.fields.noType') }] : []),
    ...(boards?.length === 0 ? [{ path: 'boards', message: t('boardChoice.none') }] : []),
  ];
}
