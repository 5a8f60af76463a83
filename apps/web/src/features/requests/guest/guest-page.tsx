'use client';

import type { GuestRequest } from '@weir/contract';
import { useEffect, useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { focusPage } from '@/lib/focus-rows';
import { useLinkToken } from '@/lib/use-link-token';
import { useTranslations } from '@/lib/words/use-translations';
import { DeleteData } from './delete-data';
import { ExpiredLink } from './expired-link';
import styles from './guest.module.css';
import { GuestFrame, InvalidLink } from './guest-frame';
import { GuestRequestItem } from './guest-request';
import { StoredData } from './stored-data';
import { useGuestRequests } from './use-guest-requests';

/** A guest's own page: the status of each of their requests, and what they can do with it. */
export function GuestPage() {
  const t = useTranslations();
  const token = useLinkToken();
  if (token === '') return <InvalidLink />;
  return token === undefined ? <GuestFrame title={t('guest.page.title')} /> : <GuestList token={token} />;
}

function GuestList({ token }: { token: string }) {
  const t = useTranslations();
  const [isDeleted, setDeleted] = useState(false);
  const query = useGuestRequests(token);
  const { data, error } = query;
  if (isDeleted) return <DataDeleted />;
  if (error?.problem.code === 'not-signed-in') return <InvalidLink />;
  if (error?.problem.code === 'guest-link-expired') return <ExpiredLink token={token} />;
  if (error?.problem.code === 'workspace-archived')
    return (
      <GuestFrame title={t('guest.archived.title')} lead={t('guest.archived.lead')}>
        <footer className={styles.data}>
          <DeleteData token={token} onDeleted={() => setDeleted(true)} />
        </footer>
      </GuestFrame>
    );
  return (
    <GuestFrame
      title={t('guest.page.title')}
      lead={data && t('guest.page.lead', { name: data.guest.name, email: data.guest.email })}
    >
      {error && <ProblemNotice problem={error.problem} role="status" />}
      {data?.items.length === 0 && (
        <EmptyState title={t('guest.page.empty')}>{t('guest.page.emptyText')}</EmptyState>
      )}
      {data && data.items.length > 0 && (
        <ul className={styles.list}>
          {sorted(data.items).map((request) => (
            <GuestRequestItem
              key={request.ref}
              request={request}
              token={token}
              renew={async () => {
                await query.refetch();
              }}
            />
          ))}
        </ul>
      )}
      {data && (
        <footer className={styles.data}>
          <StoredData on="page" />
          <DeleteData token={token} onDeleted={() => setDeleted(true)} />
        </footer>
      )}
    </GuestFrame>
  );
}

/** The end of the page: its link no longer opens anything. */
function DataDeleted() {
  const t = useTranslations();
  useEffect(focusPage, []);
  return (
    <GuestFrame title={t('guest.delete.done')}>
      <p role="status">{t('guest.delete.doneText')}</p>
    </GuestFrame>
  );
}

/** What needs the guest first, then what waits for the team, then the answers; each group newest first. */
function sorted(requests: GuestRequest[]): GuestRequest[] {
  const rank = ({ state, pausedAt }: GuestRequest) => (state === 'answered' ? 2 : pausedAt ? 0 : 1);
  return requests.toSorted((one, other) => rank(one) - rank(other));
}
