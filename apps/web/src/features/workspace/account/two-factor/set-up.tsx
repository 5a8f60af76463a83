'use client';

import type { RecoveryCodes, TotpSecret } from '@weir/contract';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CopyField } from '@/components/form/copy-field';
import { Form, FormActions } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { focusPage } from '@/lib/focus-rows';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { CurrentPassword } from '../frame/current-password';
import styles from './two-factor.module.css';

type Props = { onCodes: (codes: string[]) => void };

/** Connects an authenticator app: a secret for the password, then the app's first code. */
export function SetUp({ onCodes }: Props) {
  const t = useTranslations();
  const [secret, setSecret] = useState<TotpSecret | null>(null);
  const show = (made: TotpSecret | null) => {
    setSecret(made);
    // The form that had the focus is gone.
    focusPage();
  };
  return (
    <>
      {secret ? (
        <Connect secret={secret} onCodes={onCodes} onCancel={() => show(null)} />
      ) : (
        <AskPassword onSecret={show} />
      )}
      <p className={styles.soft}>{t('twoFactor.provider')}</p>
    </>
  );
}

function AskPassword({ onSecret }: { onSecret: (secret: TotpSecret) => void }) {
  const t = useTranslations();
  const form = useApiForm({
    schema: accountSchemas.NewTotpSecret,
    defaultValues: { currentPassword: '' },
    send: (body) => api.post<TotpSecret>(accountPaths.totpSecret, body),
    onSaved: onSecret,
  });
  return (
    <Panel title={t('twoFactor.off.title')}>
      <Form {...form.props} label={t('twoFactor.off.title')}>
        <p>{t('twoFactor.off.text')}</p>
        <CurrentPassword {...form.field('currentPassword')} />
        {form.problem && <ProblemNotice problem={form.problem} />}
        <FormActions>
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t('twoFactor.off.submit')}
          </Button>
        </FormActions>
      </Form>
    </Panel>
  );
}

type ConnectProps = { secret: TotpSecret; onCodes: (codes: string[]) => void; onCancel: () => void };

function Connect({ secret: { secret, uri }, onCodes, onCancel }: ConnectProps) {
  const t = useTranslations();
  const form = useApiForm({
    schema: accountSchemas.TwoFactorConfirmation,
    defaultValues: { code: '' },
    send: (body) => api.put<RecoveryCodes>(accountPaths.twoFactor, body),
    announcement: t('twoFactor.on.title'),
    onSaved: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  return (
    <Panel title={t('twoFactor.setUp.title')}>
      <p>{t('twoFactor.setUp.scan')}</p>
      <QRCodeSVG
        className={styles.picture}
        value={uri}
        size={200}
        marginSize={4}
        title={t('twoFactor.setUp.picture')}
      />
      <div className={styles.secret}>
        <CopyField label={t('twoFactor.setUp.secret')} value={secret} />
      </div>
      <Form {...form.props} label={t('twoFactor.setUp.title')}>
        <TextField
          label={t('twoFactor.setUp.code')}
          description={t('twoFactor.setUp.codeHint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          {...form.field('code')}
        />
        {form.problem && <ProblemNotice problem={form.problem} />}
        <FormActions>
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t('twoFactor.setUp.submit')}
          </Button>
          <Button onPress={onCancel}>{t('common.cancel')}</Button>
        </FormActions>
      </Form>
    </Panel>
  );
}
