'use client';

import { useQuery } from '@tanstack/react-query';
import type { TwoFactorState } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { focusPage } from '@/lib/focus-rows';
import { useTranslations } from '@/lib/words/use-translations';
import { AccountFrame } from '../frame/account-frame';
import { NoPassword } from '../password/no-password';
import { RecoveryCodesPanel } from './recovery-codes-panel';
import { SetUp } from './set-up';
import { TurnedOn } from './turned-on';

/** Turns two-factor sign-in on and off. */
export function TwoFactorPage() {
  const t = useTranslations();
  const { me } = useWorkspace();
  return (
    <AccountFrame current="twoFactor" lead={t('twoFactor.lead')}>
      {me.hasPassword ? (
        <TwoFactor />
      ) : (
        <NoPassword title={t('twoFactor.noPassword')} textKey="twoFactor.noPasswordText" />
      )}
    </AccountFrame>
  );
}

function TwoFactor() {
  const { data, error, refetch } = useQuery(reading<TwoFactorState>(accountPaths.twoFactor));
  const [codes, setCodes] = useState<string[] | null>(null);
  if (error) return <ProblemNotice problem={error.problem} />;
  if (!data) return <Skeleton />;
  const showCodes = (fresh: string[]) => {
    setCodes(fresh);
    // The form that had the focus is gone.
    focusPage();
  };
  const change = async () => {
    setCodes(null);
    await refetch();
    focusPage();
  };
  if (codes) return <RecoveryCodesPanel codes={codes} onKept={change} />;
  if (data.since === null) return <SetUp onCodes={showCodes} />;
  return (
    <TurnedOn since={data.since} codesLeft={data.recoveryCodesLeft} onCodes={showCodes} onEnded={change} />
  );
}
