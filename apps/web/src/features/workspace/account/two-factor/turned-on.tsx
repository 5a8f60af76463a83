'use client';

import type { RecoveryCodes, TwoFactorProof } from '@weir/contract';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormActions } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import type { Result } from '@/lib/api/result';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { CurrentPassword } from '../frame/current-password';
import styles from './two-factor.module.css';

type Props = {
  since: string;
  codesLeft: number;
  onCodes: (codes: string[]) => void;
  onEnded: () => Promise<void>;
};

/** Two-factor sign-in is on: new recovery codes, and turning it off. Both ask for the password and a code. */
export function TurnedOn({ since, codesLeft, onCodes, onEnded }: Props) {
  const t = useTranslations();
  const dates = useDates();
  const [open, setOpen] = useState<'renew' | 'end' | null>(null);
  return (
    <>
      <Notice
        tone={codesLeft === 0 ? 'warn' : 'ok'}
        title={t('twoFactor.on.title')}
        actions={
          open === null && (
            <>
              <Button size="small" onPress={() => setOpen('renew')}>
                {t('twoFactor.on.renew')}
              </Button>
              <Button size="small" variant="danger" onPress={() => setOpen('end')}>
                {t('twoFactor.on.end')}
              </Button>
            </>
          )
        }
      >
        <p>{t('twoFactor.on.text', { since: dates.instant(since), left: codesLeft })}</p>
      </Notice>
      {open === 'renew' && (
        <ProofForm
          key={open}
          title={t('twoFactor.on.renew')}
          lead={t('twoFactor.on.renewText')}
          send={(proof) => api.post<RecoveryCodes>(accountPaths.recoveryCodes, proof)}
          onSaved={({ recoveryCodes }) => onCodes(recoveryCodes)}
          onCancel={() => setOpen(null)}
        />
      )}
      {open === 'end' && (
        <ProofForm
          key={open}
          title={t('twoFactor.on.end')}
          lead={t('twoFactor.on.endText')}
          send={(proof) => api.post<void>(accountPaths.twoFactorRemoval, proof)}
          announcement={t('twoFactor.on.ended')}
          isDangerous
          onSaved={onEnded}
          onCancel={() => setOpen(null)}
        />
      )}
      <p className={styles.soft}>{t('twoFactor.provider')}</p>
    </>
  );
}

type ProofFormProps<Saved> = {
  title: string;
  lead: string;
  send: (proof: TwoFactorProof) => Promise<Result<Saved>>;
  announcement?: string;
  isDangerous?: boolean;
  onSaved: (saved: Saved) => unknown;
  onCancel: () => void;
};

function ProofForm<Saved>({
  title,
  lead,
  send,
  announcement,
  isDangerous = false,
  onSaved,
  onCancel,
}: ProofFormProps<Saved>) {
  const t = useTranslations();
  const form = useApiForm({
    schema: accountSchemas.TwoFactorProof,
    defaultValues: { currentPassword: '', code: '' },
    send,
    announcement,
    onSaved,
  });
  return (
    <div className={styles.proof}>
      <Panel title={title}>
        <Form {...form.props} label={title}>
          <p>{lead}</p>
          <CurrentPassword autoFocus {...form.field('currentPassword')} />
          <TextField
            label={t('twoFactor.on.code')}
            description={t('twoFactor.on.codeHint')}
            autoComplete="one-time-code"
            {...form.field('code')}
          />
          {form.problem && <ProblemNotice problem={form.problem} />}
          <FormActions>
            <Button type="submit" variant={isDangerous ? 'danger' : 'primary'} isPending={form.isPending}>
              {title}
            </Button>
            <Button onPress={onCancel}>{t('common.cancel')}</Button>
          </FormActions>
        </Form>
      </Panel>
    </div>
  );
}
