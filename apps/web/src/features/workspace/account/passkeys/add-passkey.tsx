'use client';

import { startRegistration } from '@simplewebauthn/browser';
import type { Passkey, PasskeyOptions } from '@weir/contract';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormActions } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { notSent } from '@/lib/api/result';
import { useLightForm } from '@/lib/forms/use-light-form';
import { useTranslations } from '@/lib/words/use-translations';
import { CurrentPassword } from '../frame/current-password';

type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** Has the browser make a passkey, and adds it. */
export function AddPasskey({ hasPassword, onAdded }: { hasPassword: boolean; onAdded: () => Promise<void> }) {
  const t = useTranslations();
  const [name, setName] = useState(t('passkeys.add.nameExample'));
  const [currentPassword, setCurrentPassword] = useState('');
  const [isStopped, setStopped] = useState(false);
  const form = useLightForm(['name', 'currentPassword']);
  const add = async () => {
    setStopped(false);
    // The API asks for it only after the browser has made a passkey.
    if (name.trim() === '') return notSent([{ path: 'name', message: t('wanted.name') }]);
    const begun = await api.post<PasskeyOptions>(
      accountPaths.newPasskey,
      hasPassword ? { currentPassword } : {},
    );
    if (!begun.ok) return begun.problem;
    const response = await startRegistration({ optionsJSON: begun.value as unknown as Options }).catch(
      () => null,
    );
    if (!response) {
      setStopped(true);
      return 'stopped';
    }
    const added = await api.post<Passkey>(accountPaths.passkeys, { name, response });
    if (!added.ok) return added.problem;
    announce(t('passkeys.add.added'));
    await onAdded();
    return null;
  };
  return (
    <Panel title={t('passkeys.add.title')}>
      <Form onSubmit={() => form.submit(add)} label={t('passkeys.add.title')}>
        <p>{t('passkeys.add.text')}</p>
        <TextField
          label={t('passkeys.add.name')}
          description={t('passkeys.add.nameHint')}
          maxLength={60}
          value={name}
          onChange={(typed) => {
            setName(typed);
            form.forgetError('name');
          }}
          error={form.errorAt('name')}
        />
        {hasPassword && (
          <CurrentPassword
            value={currentPassword}
            onChange={(typed) => {
              setCurrentPassword(typed);
              form.forgetError('currentPassword');
            }}
            error={form.errorAt('currentPassword')}
          />
        )}
        {isStopped && (
          <Notice tone="warn" role="alert">
            <p>{t('passkeys.stopped')}</p>
          </Notice>
        )}
        {form.problem && <ProblemNotice problem={form.problem} />}
        <FormActions>
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t('passkeys.add.submit')}
          </Button>
        </FormActions>
      </Form>
    </Panel>
  );
}
