'use client';

import type { ConfirmedFormRequest } from '@weir/contract';
import { useEffect, useRef, useState } from 'react';
import { Day, Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { LinkButton } from '@/components/form/link-button';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import type { AnyProblem } from '@/lib/api/result';
import { BoardZone } from '@/lib/context/board';
import { useSave } from '@/lib/forms/use-save';
import { useLinkToken } from '@/lib/use-link-token';
import { useTranslations } from '@/lib/words/use-translations';
import { RefusedByIntake } from '../ask/intake-refusal';
import { ExpiredLink } from './expired-link';
import styles from './guest.module.css';
import { useGuestAdvice } from './guest-advice';
import { GuestFrame, InvalidLink } from './guest-frame';
import { StoredData } from './stored-data';

/** Confirms by a button and not by opening the page: mail scanners open every link. */
export function ConfirmPage() {
  const t = useTranslations();
  const token = useLinkToken();
  const advice = useGuestAdvice();
  const [confirmed, setConfirmed] = useState<ConfirmedFormRequest | null>(null);
  const [refusedAt, setRefusedAt] = useState(0);
  const { isPending, problem, save } = useSave();
  const confirm = () =>
    save(
      async () => {
        const result = await api.post<ConfirmedFormRequest>(guestPaths.formConfirmations, { token });
        if (result.ok) setConfirmed(result.value);
        else setRefusedAt(Date.now());
        return result;
      },
      { announcement: t('guest.confirm.inQueue') },
    );
  if (confirmed) return <ConfirmedRequest confirmed={confirmed} />;
  if (token === '' || problem?.code === 'not-found') return <InvalidLink />;
  if (token && problem?.code === 'guest-link-expired') return <ExpiredLink token={token} />;
  return (
    <GuestFrame title={t('guest.confirm.title')} lead={t('guest.confirm.lead')}>
      {problem && (
        <RefusedByIntake
          problem={problem}
          at={refusedAt}
          advice={advice}
          kept={<KeptUntil problem={problem} at={refusedAt} />}
        />
      )}
      <div className={styles.actions}>
        <Button variant="primary" onPress={confirm} isPending={isPending} isDisabled={token === undefined}>
          {t('guest.confirm.submit')}
        </Button>
      </div>
      <p className={styles.soft}>{t('guest.confirm.notYou')}</p>
      <StoredData on="form" />
    </GuestFrame>
  );
}

/** What was refused can be confirmed later with the same link, or must be sent again once that has expired. */
function KeptUntil({ problem, at }: { problem: AnyProblem; at: number }) {
  const t = useTranslations();
  if (!('confirmBy' in problem) || !problem.confirmBy) return null;
  const { confirmBy, retryAfterSeconds } = problem;
  const isInTime = retryAfterSeconds !== null && at + retryAfterSeconds * 1000 < Date.parse(confirmBy);
  return t.rich('guest.confirm.kept', {
    until: () => <Instant at={confirmBy} />,
    inTime: isInTime ? 'yes' : 'no',
  });
}

/** The request has its place, or its answer already; its own page shows the rest. */
function ConfirmedRequest({ confirmed: { request, guestToken } }: { confirmed: ConfirmedFormRequest }) {
  const t = useTranslations();
  const { ref, title, position, answer, answerBy, board, neededBy } = request;
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <BoardZone zone={board.timeZone}>
      <GuestFrame
        title={answer ? t('guest.confirm.answered') : t('guest.confirm.inQueue')}
        lead={`${board.name} · ${ref}`}
      >
        <div ref={here} tabIndex={-1} className={styles.arrived}>
          <Notice tone={answer ? 'info' : 'ok'} role="status" title={title}>
            <p>
              {answer
                ? t('guest.confirm.answeredText')
                : t.rich('guest.confirm.inQueueText', {
                    position: position ?? 1,
                    at: () => <Instant at={answerBy} />,
                  })}
            </p>
            {!answer && neededBy && neededBy < board.today && (
              <p>{t.rich('guest.confirm.datePassed', { day: () => <Day date={neededBy} long /> })}</p>
            )}
          </Notice>
        </div>
        {!answer && <p>{t('guest.confirm.refusal')}</p>}
        {request.description && (
          <details className={styles.asked}>
            <summary>{t('guest.request.yourText')}</summary>
            <p dir="auto">{request.description}</p>
          </details>
        )}
        <div className={styles.actions}>
          <LinkButton href={`/forms/requests#${guestToken}`} variant="primary">
            {t('guest.confirm.seeRequests')}
          </LinkButton>
        </div>
        <p className={styles.soft}>{t('guest.confirm.keepLink')}</p>
        <StoredData on="receipt" />
      </GuestFrame>
    </BoardZone>
  );
}
