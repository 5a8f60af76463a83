'use client';

import { useQuery } from '@tanstack/react-query';
import type { PasskeyList } from '@weir/contract';
import { useRef, useState } from 'react';
import { ControlLines } from '@/components/data/control-lines';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useTranslations } from '@/lib/words/use-translations';
import { AccountFrame } from '../frame/account-frame';
import { AddPasskey } from './add-passkey';
import { PasskeyLine } from './passkey-line';
import styles from './passkeys.module.css';
import { useHasPasskeys } from './use-has-passkeys';

/** The person's passkeys: to add, name and remove them. */
export function PasskeysPage() {
  const t = useTranslations();
  const { me } = useWorkspace();
  const { data, error, refetch } = useQuery(reading<PasskeyList>(accountPaths.passkeys));
  const list = useRef<HTMLUListElement>(null);
  const hasPasskeys = useHasPasskeys();
  const [added, setAdded] = useState(0);
  const refresh = async () => {
    await refetch();
    // The form that had the focus is gone.
    focusRows(list);
  };
  const onAdded = async () => {
    await refresh();
    // A new form.
    setAdded(added + 1);
  };
  return (
    <AccountFrame current="passkeys" lead={t('passkeys.lead')}>
      {error && <ProblemNotice problem={error.problem} />}
      {data ? (
        <ControlLines ref={list} label={t('passkeys.list')}>
          {data.items.map((passkey) => (
            <PasskeyLine
              key={passkey.id}
              passkey={passkey}
              hasPassword={me.hasPassword}
              onChanged={refresh}
            />
          ))}
          {data.items.length === 0 && <li className={styles.none}>{t('passkeys.none')}</li>}
        </ControlLines>
      ) : (
        !error && <Skeleton />
      )}
      <div className={styles.add}>
        {hasPasskeys ? (
          <AddPasskey key={added} hasPassword={me.hasPassword} onAdded={onAdded} />
        ) : (
          <Notice tone="warn" title={t('passkeys.unsupported')}>
            <p>{t('passkeys.unsupportedText')}</p>
          </Notice>
        )}
      </div>
    </AccountFrame>
  );
}
