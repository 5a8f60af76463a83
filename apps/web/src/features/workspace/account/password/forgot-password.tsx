'use client';

import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { focusPage } from '@/lib/focus-rows';
import { useLightForm } from '@/lib/forms/use-light-form';
import { useTranslations } from '@/lib/words/use-translations';

/** Sends a link to an address. The page looks the same whether the address has an account or not. */
export function ForgotPassword() {
  const t = useTranslations();
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo === null) return <AddressForm onSent={setSentTo} />;
  return (
    <Notice
      tone="ok"
      role="status"
      title={t('password.forgot.sent')}
      actions={
        <Button size="small" onPress={() => setSentTo(null)}>
          {t('password.forgot.again')}
        </Button>
      }
    >
      <p>{t('password.forgot.sentText', { email: sentTo })}</p>
      <p>{t('password.forgot.sentHint')}</p>
    </Notice>
  );
}

function AddressForm({ onSent }: { onSent: (email: string) => void }) {
  const t = useTranslations();
  const [email, setEmail] = useState('');
  const form = useLightForm(['email']);
  const sendLink = async () => {
    const asked = await api.post<void>(accountPaths.passwordResets, { email });
    if (!asked.ok) return asked.problem;
    onSent(email.trim());
    // The form that had the focus is gone.
    focusPage();
    return null;
  };
  return (
    <Form onSubmit={() => form.submit(sendLink)} label={t('password.forgot.title')}>
      <TextField
        label={t('access.email')}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={(typed) => {
          setEmail(typed);
          form.forgetError('email');
        }}
        error={form.errorAt('email')}
        autoFocus
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <Button type="submit" variant="primary" isPending={form.isPending}>
        {t('password.forgot.submit')}
      </Button>
    </Form>
  );
}
