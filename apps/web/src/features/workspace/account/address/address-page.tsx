'use client';

import { useQuery } from '@tanstack/react-query';
import type { AddressChangeState, PendingAddress } from '@weir/contract';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { focusPage } from '@/lib/focus-rows';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useSave } from '@/lib/forms/use-save';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../access/access.module.css';
import { AccountFrame } from '../frame/account-frame';
import { CurrentPassword } from '../frame/current-password';
import { NoPassword } from '../password/no-password';
import { ConfirmAddress } from './confirm-address';

/** Changes the address of the signed-in person's account. */
export function AddressPage() {
  const t = useTranslations();
  const { me } = useWorkspace();
  return (
    <AccountFrame current="address" lead={t('address.lead', { email: me.email })}>
      {!me.mail ? (
        <Notice tone="warn" title={t('address.noMail')}>
          <p>{t('address.noMailText')}</p>
        </Notice>
      ) : me.hasPassword ? (
        <ChangeAddress email={me.email} />
      ) : (
        <>
          <ConfirmAddress />
          <NoPassword title={t('address.noPassword')} textKey="address.noPasswordText" />
        </>
      )}
    </AccountFrame>
  );
}

function ChangeAddress({ email }: { email: string }) {
  const t = useTranslations();
  const { data, error, refetch } = useQuery(reading<AddressChangeState>(accountPaths.addressChange));
  const form = useApiForm({
    schema: accountSchemas.NewAddress,
    defaultValues: { email: '', currentPassword: '' },
    send: (change) => api.put<AddressChangeState>(accountPaths.addressChange, change),
    announcement: t('address.sent'),
    onSaved: () => refetch(),
  });
  return (
    <>
      {error && <ProblemNotice problem={error.problem} />}
      {/* The link to the new address makes the one to the current address unnecessary. */}
      {data?.pending ? (
        <Pending pending={data.pending} current={email} onEnded={refetch} />
      ) : (
        data && <ConfirmAddress />
      )}
      <Panel title={t('address.title')}>
        <Form {...form.props} label={t('address.title')}>
          <TextField
            label={t('address.new')}
            type="email"
            autoComplete="email"
            description={t('address.newHint')}
            {...form.field('email')}
          />
          <CurrentPassword {...form.field('currentPassword')} />
          {form.problem && <ProblemNotice problem={form.problem} />}
          {/* The notice above says that the link is on its way. */}
          <SaveButton saving={{ ...form, isSaved: false }} label={t('address.submit')} />
        </Form>
      </Panel>
    </>
  );
}

type PendingProps = { pending: PendingAddress; current: string; onEnded: () => unknown };

/** The new address that waits for its link to be opened, or whose mail failed. */
function Pending({ pending: { email, expiresAt, delivery }, current, onEnded }: PendingProps) {
  const t = useTranslations();
  const dates = useDates();
  const { isPending, problem, save } = useSave({ onSaved: onEnded });
  const hasFailed = delivery === 'failed';
  const cancel = async () => {
    const isSaved = await save(() => api.delete(accountPaths.addressChange), {
      announcement: t('address.cancelled'),
    });
    // The button that had the focus is gone.
    if (isSaved) focusPage();
  };
  return (
    <div className={styles.confirm}>
      <Notice
        tone={hasFailed ? 'warn' : 'ok'}
        title={t(hasFailed ? 'address.failed' : 'address.waiting', { email })}
        actions={
          <Button size="small" onPress={cancel} isPending={isPending}>
            {t('address.cancel')}
          </Button>
        }
      >
        <p>
          {hasFailed
            ? t('address.failedText', { current })
            : t('address.waitingText', { until: dates.instant(expiresAt), current })}
        </p>
      </Notice>
      {problem && <ProblemNotice problem={problem} />}
    </div>
  );
}
