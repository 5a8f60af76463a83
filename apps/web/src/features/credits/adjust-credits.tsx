'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { CreditAdjustment, CreditEntry, Person } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { TextField } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';

type Props = { user: Person; balance: number };

/** Gives credits to a person, or takes some, with a note that the person can read. */
export function AdjustCredits(props: Props) {
  const t = useTranslations();
  const { name } = props.user;
  return (
    <Dialog
      size="small"
      title={t('credits.adjust.title', { name })}
      lead={t('credits.adjust.lead')}
      trigger={
        <Button size="small" aria-label={t('credits.adjust.openOf', { name })}>
          {t('credits.adjust.open')}
        </Button>
      }
    >
      {(close) => <AdjustForm {...props} close={close} />}
    </Dialog>
  );
}

function AdjustForm({ user, balance, close }: Props & { close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const form = useApiForm<{ amount: number; note: string }, CreditAdjustment, CreditEntry>({
    schema: accountSchemas.CreditAdjustment,
    defaultValues: { amount: 1, note: '' },
    toBody: (values) => ({ ...values, user: user.id }),
    send: (body) => api.post<CreditEntry>(creditPaths.adjustments(slug), body),
    announcement: t('credits.adjust.done', { name: user.name }),
    onSaved: async () => {
      await client.invalidateQueries({
        predicate: ({ queryKey: [path] }) => String(path).startsWith(creditPaths.own(slug)),
      });
      close();
    },
  });
  return (
    <Form {...form.props} label={t('credits.adjust.title', { name: user.name })}>
      <NumberField
        label={t('credits.adjust.amount')}
        description={t('credits.adjust.amountHint', { balance })}
        minValue={-balance}
        maxValue={10_000}
        {...form.field('amount')}
      />
      <TextField
        label={t('credits.adjust.note')}
        description={t('credits.adjust.noteHint')}
        {...form.field('note')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('credits.adjust.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}
