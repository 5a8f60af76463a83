'use client';

import type { Passkey } from '@weir/contract';
import { useState } from 'react';
import { ControlLine, Fact } from '@/components/data/control-lines';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormActions } from '@/components/form/form';
import { SaveActions } from '@/components/form/save-actions';
import { TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { CurrentPassword } from '../frame/current-password';
import styles from './passkeys.module.css';

type Props = { passkey: Passkey; hasPassword: boolean; onChanged: () => Promise<void> };

export function PasskeyLine({ passkey, hasPassword, onChanged }: Props) {
  const t = useTranslations();
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null);
  const { name, createdAt, usedAt, isSynced } = passkey;
  const close = async () => {
    setOpen(null);
    await onChanged();
  };
  return (
    <ControlLine
      name={name}
      facts={
        <Fact>
          {t.rich('passkeys.facts', {
            added: () => <Ago at={createdAt} />,
            used: usedAt ? 'yes' : 'no',
            lastUsed: () => usedAt && <Ago at={usedAt} />,
            synced: String(isSynced),
          })}
        </Fact>
      }
    >
      {open === null && (
        <>
          <Button
            size="small"
            onPress={() => setOpen('rename')}
            aria-label={t('passkeys.renameOf', { name })}
          >
            {t('passkeys.rename')}
          </Button>
          <Button
            size="small"
            onPress={() => setOpen('remove')}
            aria-label={t('passkeys.removeOf', { name })}
          >
            {t('passkeys.remove')}
          </Button>
        </>
      )}
      {open === 'rename' && <Rename passkey={passkey} onDone={close} onCancel={() => setOpen(null)} />}
      {open === 'remove' && (
        <Remove passkey={passkey} hasPassword={hasPassword} onDone={close} onCancel={() => setOpen(null)} />
      )}
    </ControlLine>
  );
}

type FormProps = { passkey: Passkey; onDone: () => Promise<void>; onCancel: () => void };

function Rename({ passkey: { id, name }, onDone, onCancel }: FormProps) {
  const t = useTranslations();
  const form = useApiForm({
    schema: accountSchemas.PasskeyChange,
    defaultValues: { name },
    send: (body) => api.patch<Passkey>(accountPaths.passkey(id), body),
    announcement: t('passkeys.renamed'),
    onSaved: onDone,
  });
  return (
    <div className={styles.form}>
      <Form {...form.props} label={t('passkeys.renameOf', { name })}>
        <TextField label={t('passkeys.name')} autoFocus {...form.field('name')} />
        {form.problem && <ProblemNotice problem={form.problem} />}
        <SaveActions isPending={form.isPending} onCancel={onCancel} />
      </Form>
    </div>
  );
}

function Remove({
  passkey: { id, name },
  hasPassword,
  onDone,
  onCancel,
}: FormProps & { hasPassword: boolean }) {
  const t = useTranslations();
  const form = useApiForm({
    schema: accountSchemas.OwnProof,
    defaultValues: { currentPassword: '' },
    toBody: ({ currentPassword }) => (hasPassword ? { currentPassword } : {}),
    send: (body) => api.post<void>(accountPaths.passkeyRemoval(id), body),
    announcement: t('passkeys.removed'),
    onSaved: onDone,
  });
  return (
    <div className={styles.form}>
      <Form {...form.props} label={t('passkeys.removeOf', { name })}>
        <p>{t('passkeys.removeText')}</p>
        {hasPassword && <CurrentPassword autoFocus {...form.field('currentPassword')} />}
        {form.problem && <ProblemNotice problem={form.problem} />}
        <FormActions>
          <Button type="submit" size="small" variant="danger" isPending={form.isPending}>
            {t('passkeys.remove')}
          </Button>
          <Button size="small" onPress={onCancel}>
            {t('common.cancel')}
          </Button>
        </FormActions>
      </Form>
    </div>
  );
}
