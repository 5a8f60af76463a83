'use client';

import { can } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormActions } from '@/components/form/form';
import { Link } from '@/components/layout/link';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { StillSignedIn } from '../../signing-out/still-signed-in';
import { useSignOut } from '../../signing-out/use-sign-out';
import { CurrentPassword } from '../frame/current-password';
import styles from './own-data.module.css';

/** Says what is erased and what stays, and deletes the account. */
export function DeleteAccount() {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel title={t('ownData.erase.title')}>
      <ul className={styles.list}>
        <li>{t('ownData.erase.text')}</li>
        <li>{t('ownData.erase.ends')}</li>
        <li>{t('ownData.erase.erased')}</li>
        <li>{t('ownData.erase.stays')}</li>
        <li>
          {t.rich('ownData.erase.owner', {
            link: (words) =>
              can(role, 'manageWorkspace') ? <Link href={`/${slug}/settings`}>{words}</Link> : words,
          })}
        </li>
      </ul>
      {isOpen ? (
        <DeleteForm onCancel={() => setOpen(false)} />
      ) : (
        <Button variant="danger" onPress={() => setOpen(true)}>
          {t('ownData.erase.open')}
        </Button>
      )}
    </Panel>
  );
}

function DeleteForm({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations();
  const { me } = useWorkspace();
  // The session has ended with the account. This removes the cookie, and what the browser keeps.
  const signingOut = useSignOut(() => window.location.assign('/sign-in/account-deleted'));
  const form = useApiForm({
    schema: accountSchemas.OwnProof,
    defaultValues: { currentPassword: '' },
    toBody: ({ currentPassword }) => (me.hasPassword ? { currentPassword } : {}),
    send: (body) => api.post<void>(accountPaths.removal, body),
    announcement: t('ownData.erase.announced'),
    onSaved: () => signingOut.signOut(),
  });
  return (
    <Form {...form.props} label={t('ownData.erase.title')}>
      {me.hasPassword && <CurrentPassword autoFocus {...form.field('currentPassword')} />}
      {form.problem && <ProblemNotice problem={form.problem} />}
      <FormActions>
        <Button type="submit" variant="danger" isPending={form.isPending || signingOut.pending !== null}>
          {t('ownData.erase.submit')}
        </Button>
        <Button onPress={onCancel}>{t('common.cancel')}</Button>
      </FormActions>
      <StillSignedIn signingOut={signingOut} />
    </Form>
  );
}
