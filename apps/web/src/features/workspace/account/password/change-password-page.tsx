'use client';

import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { Link } from '@/components/layout/link';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../access/access.module.css';
import { AccountFrame } from '../frame/account-frame';
import { CurrentPassword } from '../frame/current-password';
import { NoPassword } from './no-password';

const forgotten = '/sign-in/forgot-password';

/** Changes the signed-in person's password. It keeps no draft. */
export function ChangePasswordPage() {
  const t = useTranslations();
  const { me } = useWorkspace();
  return (
    <AccountFrame current="password" lead={t('password.change.lead', { email: me.email })}>
      {me.hasPassword ? (
        <ChangePassword email={me.email} mail={me.mail} />
      ) : (
        <NoPassword title={t('password.change.none')} textKey="password.change.noneText" />
      )}
    </AccountFrame>
  );
}

function ChangePassword({ email, mail }: { email: string; mail: boolean }) {
  const t = useTranslations();
  const [isChanged, setChanged] = useState(false);
  const form = useApiForm({
    schema: accountSchemas.PasswordChange,
    defaultValues: { currentPassword: '', newPassword: '' },
    send: (change) => api.put<void>(accountPaths.password, change),
    announcement: t('password.change.saved'),
    onSaved: () => setChanged(true),
  });
  return (
    <Panel title={t('password.change.title')}>
      <Form {...form.props} label={t('password.change.title')}>
        {isChanged && !form.isTyped && (
          <Notice tone="ok" title={t('password.change.saved')}>
            <p>{mail ? t('password.change.savedMail', { email }) : t('password.change.savedText')}</p>
          </Notice>
        )}
        <CurrentPassword {...form.field('currentPassword')} />
        <TextField
          label={t('password.change.next')}
          type="password"
          autoComplete="new-password"
          description={t('password.change.rule')}
          {...form.field('newPassword')}
        />
        {form.problem && <ProblemNotice problem={form.problem} />}
        <SaveButton saving={form} label={t('password.change.submit')} />
      </Form>
      {mail && (
        <p className={styles.section}>
          {t.rich('password.change.forgot', { link: (text) => <Link href={forgotten}>{text}</Link> })}
        </p>
      )}
    </Panel>
  );
}
