'use client';

import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useFieldError } from '@/lib/forms/field-error';
import { useTranslations } from '@/lib/words/use-translations';

/** Has a link sent to an address. It says the same whether the address has an account or not. */
export function ForgotPassword() {
  const t = useTranslations();
  const wordError = useFieldError();
  const [email, setEmail] = useState('');
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const fault =
    problem && 'errors' in problem ? problem.errors.find(({ path }) => path === 'email') : undefined;
  const submit = async () => {
    setPending(true);
    const asked = await api.post<void>(paths.passwordResets, { email });
    setPending(false);
    setProblem(asked.ok ? null : asked.problem);
    if (asked.ok) setSentTo(email.trim());
  };
  if (sentTo !== null)
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
  return (
    <Form onSubmit={submit} label={t('password.forgot.title')}>
      <TextField
        label={t('access.email')}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={(typed) => {
          setEmail(typed);
          setProblem(null);
        }}
        error={wordError(fault)}
        autoFocus
      />
      {problem && !fault && <ProblemNotice problem={problem} />}
      <Button type="submit" variant="primary" isPending={isPending}>
        {t('password.forgot.submit')}
      </Button>
    </Form>
  );
}
