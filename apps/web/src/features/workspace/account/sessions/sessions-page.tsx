'use client';

import { useQuery } from '@tanstack/react-query';
import type { OwnSession, OwnSessionList } from '@weir/contract';
import { useRef } from 'react';
import { ControlLine, ControlLines, Fact } from '@/components/data/control-lines';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { reading } from '@/lib/api/query';
import { focusRows } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useDeviceName } from '@/lib/words/use-device-name';
import { useTranslations } from '@/lib/words/use-translations';
import { StillSignedIn } from '../../signing-out/still-signed-in';
import { useSignOut } from '../../signing-out/use-sign-out';
import { AccountFrame } from '../frame/account-frame';
import styles from './sessions.module.css';

/** The person's sessions, with buttons to end them. */
export function SessionsPage() {
  const t = useTranslations();
  const { data, error, refetch } = useQuery(reading<OwnSessionList>(accountPaths.ownSessions));
  const list = useRef<HTMLUListElement>(null);
  const signingOut = useSignOut(undefined, 'all');
  const refresh = async () => {
    await refetch();
    // The button that ended a session is gone.
    focusRows(list);
  };
  return (
    <AccountFrame current="sessions" lead={t('sessions.lead')}>
      {error && <ProblemNotice problem={error.problem} />}
      {data ? (
        <ControlLines ref={list} label={t('sessions.title')}>
          {data.items.map((session) => (
            <SessionLine key={session.id} session={session} onEnded={refresh} />
          ))}
        </ControlLines>
      ) : (
        !error && <Skeleton />
      )}
      <div className={styles.everywhere}>
        <Button variant="danger" onPress={signingOut.ask} isPending={signingOut.pending !== null}>
          {t('sessions.everywhere')}
        </Button>
        <p className={styles.soft}>{t('sessions.everywhereHint')}</p>
      </div>
      <StillSignedIn signingOut={signingOut} />
    </AccountFrame>
  );
}

function SessionLine({ session, onEnded }: { session: OwnSession; onEnded: () => unknown }) {
  const t = useTranslations();
  const { isPending, problem, save } = useSave({ onSaved: onEnded });
  const { id, startedAt, lastUsedAt, isCurrent } = session;
  const device = useDeviceName(session);
  const end = async () => {
    const isSaved = await save(() => api.delete(accountPaths.ownSession(id)), {
      announcement: t('sessions.ended'),
    });
    // It may have ended elsewhere meanwhile.
    if (!isSaved) await onEnded();
  };
  return (
    <ControlLine
      name={device}
      facts={
        <Fact>
          {t.rich('sessions.times', {
            started: () => <Ago at={startedAt} />,
            used: () => <Ago at={lastUsedAt} />,
          })}
        </Fact>
      }
    >
      {isCurrent ? (
        <span className={styles.here}>{t('sessions.here')}</span>
      ) : (
        <Button
          size="small"
          onPress={end}
          isPending={isPending}
          aria-label={t('sessions.endLabel', { device })}
        >
          {t('sessions.end')}
        </Button>
      )}
      {problem && <ProblemNotice problem={problem} />}
    </ControlLine>
  );
}
