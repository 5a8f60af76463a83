'use client';

import { type ReactNode, useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Link } from '@/components/layout/link';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { useLightForm } from '@/lib/forms/use-light-form';
import { useLinkToken } from '@/lib/use-link-token';
import { useTranslations } from '@/lib/words/use-translations';
import { AccessPage } from '../access/access-page';

/** The page of the link in the mail. Opening it changes nothing: programs that read mails open every link. */
export function NewPassword() {
  const t = useTranslations();
  const token = useLinkToken();
  const [isDone, setDone] = useState(false);
  const [isOver, setOver] = useState(false);
  if (token === '') return <Ended title={t('access.linkCut.title')}>{t('access.linkCut.text')}</Ended>;
  if (isDone)
    return (
      <AccessPage
        title={t('password.reset.done')}
        foot={<Link href="/sign-in">{t('password.reset.signIn')}</Link>}
      >
        <Notice tone="ok" role="status">
          <p>{t('password.reset.doneText')}</p>
        </Notice>
      </AccessPage>
    );
  if (isOver)
    return <Ended title={t('problems.email-link-invalid.title')}>{t('password.reset.invalidText')}</Ended>;
  return (
    <AccessPage title={t('password.reset.title')} lead={t('password.reset.lead')}>
      <NewPasswordForm token={token} onDone={() => setDone(true)} onOver={() => setOver(true)} />
    </AccessPage>
  );
}

function Ended({ title, children }: { title: string; children: ReactNode }) {
  const t = useTranslations();
  const again = t.rich('password.reset.askAgain', {
    link: (text) => <Link href="/sign-in/forgot-password">{text}</Link>,
  });
  return (
    <AccessPage title={title} foot={again}>
      <Notice tone="warn" role="alert">
        <p>{children}</p>
      </Notice>
    </AccessPage>
  );
}

type FormProps = { token: string | undefined; onDone: () => void; onOver: () => void };

function NewPasswordForm({ token, onDone, onOver }: FormProps) {
  const t = useTranslations();
  const [newPassword, setNewPassword] = useState('');
  const form = useLightForm(['newPassword']);
  const setPassword = async () => {
    const set = await api.put<void>(accountPaths.passwordResets, { token, newPassword });
    if (!set.ok && set.problem.code !== 'email-link-invalid') return set.problem;
    if (set.ok) onDone();
    else onOver();
    return null;
  };
  return (
    <Form onSubmit={() => form.submit(setPassword)} label={t('password.reset.title')}>
      <TextField
        label={t('password.reset.next')}
        type="password"
        autoComplete="new-password"
        description={t('password.change.rule')}
        value={newPassword}
        onChange={(typed) => {
          setNewPassword(typed);
          form.forgetError('newPassword');
        }}
        error={form.errorAt('newPassword')}
        autoFocus
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <Button type="submit" variant="primary" isPending={form.isPending} isDisabled={token === undefined}>
        {t('password.reset.submit')}
      </Button>
    </Form>
  );
}
