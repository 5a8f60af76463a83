'use client';

import type { GuestNotifyMe } from '@weir/contract';
import { useState } from 'react';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { LinkButton } from '@/components/form/link-button';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { BoardZone } from '@/lib/context/board';
import { useSave } from '@/lib/forms/use-save';
import { useLinkToken } from '@/lib/use-link-token';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './guest.module.css';
import { GuestFrame, InvalidLink } from './guest-frame';

/** Confirms by a button and not by opening the page: mail scanners open every link. */
export function ConfirmNotifyMe() {
  const t = useTranslations();
  const token = useLinkToken();
  const [confirmed, setConfirmed] = useState<GuestNotifyMe | null>(null);
  const { isPending, problem, save } = useSave();
  const confirm = () =>
    save(
      async () => {
        const result = await api.post<GuestNotifyMe>(guestPaths.notifyMeConfirmations, { token });
        if (result.ok) setConfirmed(result.value);
        return result;
      },
      { announcement: ({ on }) => t(on ? 'guest.notifyMe.on' : 'guest.notifyMe.over') },
    );
  if (confirmed) return <Confirmed confirmed={confirmed} />;
  if (token === '' || problem?.code === 'not-found') return <InvalidLink />;
  return (
    <GuestFrame title={t('guest.notifyMe.pageTitle')} lead={t('guest.notifyMe.lead')}>
      {problem && <ProblemNotice problem={problem} />}
      <div className={styles.actions}>
        <Button variant="primary" onPress={confirm} isPending={isPending} isDisabled={token === undefined}>
          {t('guest.notifyMe.confirm')}
        </Button>
      </div>
      <p className={styles.soft}>{t('guest.notifyMe.notYou')}</p>
    </GuestFrame>
  );
}

function Confirmed({ confirmed }: { confirmed: GuestNotifyMe }) {
  const t = useTranslations();
  const { on, expiresAt, board, workspace, timeZone, link } = confirmed;
  return (
    <BoardZone zone={timeZone}>
      <GuestFrame
        title={on ? t('guest.notifyMe.on') : t('guest.notifyMe.over')}
        lead={`${board.name} · ${workspace}`}
      >
        <Notice tone={on ? 'ok' : 'info'} role="status">
          <p>
            {on && expiresAt
              ? t.rich('guest.notifyMe.onText', { board: board.name, at: () => <Instant at={expiresAt} /> })
              : t('guest.notifyMe.overText')}
          </p>
        </Notice>
        {link && (
          <div className={styles.actions}>
            <LinkButton href={new URL(link).pathname}>{t('guest.notifyMe.open')}</LinkButton>
          </div>
        )}
      </GuestFrame>
    </BoardZone>
  );
}
