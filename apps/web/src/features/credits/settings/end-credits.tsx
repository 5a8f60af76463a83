'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { CreditRule, EndOfCredits } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { focusPage } from '@/lib/focus-rows';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../credits.module.css';

/** Switches the experiment off, with a reason that everybody can read. */
export function EndCredits() {
  const t = useTranslations();
  return (
    <Panel title={t('credits.end.title')}>
      <div className={styles.parts}>
        <p>{t('credits.end.lead')}</p>
        <Dialog
          size="small"
          title={t('credits.end.confirm')}
          trigger={<Button variant="danger">{t('credits.end.open')}</Button>}
        >
          {(close) => <EndForm close={close} />}
        </Dialog>
      </div>
    </Panel>
  );
}

function EndForm({ close }: { close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const form = useApiForm<EndOfCredits, EndOfCredits, CreditRule>({
    schema: accountSchemas.EndOfCredits,
    defaultValues: { reason: '' },
    send: (body) => api.put<CreditRule>(creditPaths.end(slug), body),
    announcement: t('credits.end.done'),
    onSaved: async () => {
      close();
      await client.invalidateQueries({
        predicate: ({ queryKey: [path] }) => String(path).startsWith(creditPaths.own(slug)),
      });
      focusPage();
    },
  });
  return (
    <Form {...form.props} label={t('credits.end.confirm')}>
      <TextField
        label={t('credits.end.reason')}
        description={t('credits.end.reasonHint')}
        autoFocus
        {...form.field('reason')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="danger" isPending={form.isPending}>
          {t('credits.end.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}
