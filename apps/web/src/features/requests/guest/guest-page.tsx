'use client';

import { useQuery } from '@tanstack/react-query';
import type { GuestRequest, GuestRequestList } from '@weir/contract';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { ProblemError } from '@/lib/api/query';
import { FormFrame } from './form-frame';
import styles from './guest.module.css';
import { GuestRequestItem } from './guest-request-item';
import { LinkCutOff } from './link-cut-off';
import { useLinkToken } from './use-link-token';

/** A guest's own page: where each of their requests stands, and what they may do with it. */
export function GuestPage() {
  const token = useLinkToken();
  if (token === '') return <LinkCutOff />;
  return token === undefined ? <FormFrame title="Your requests" /> : <GuestList token={token} />;
}

function GuestList({ token }: { token: string }) {
  const query = useQuery<GuestRequestList, ProblemError>({
    queryKey: [paths.guestRequests, token],
    queryFn: async ({ signal }) => {
      const result = await api.get<GuestRequestList>(paths.guestRequests, { signal, guest: token });
      if (result.ok) return result.value;
      throw new ProblemError(result.problem);
    },
    refetchInterval: 20_000,
  });
  const { data, error } = query;
  if (error?.problem.code === 'not-signed-in') return <LinkCutOff />;
  return (
    <FormFrame title="Your requests" lead={data && `${data.guest.name}, ${data.guest.email}`}>
      {error && <ProblemNotice problem={error.problem} role="status" />}
      {data?.items.length === 0 && (
        <EmptyState title="There is nothing yet">What you confirm stands here, with its answer.</EmptyState>
      )}
      {data && data.items.length > 0 && (
        <ul className={styles.list}>
          {inOrder(data.items).map((request) => (
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
    </FormFrame>
  );
}

/** What waits for the guest first, then what waits for the team, then the answers; the newest first among each. */
function inOrder(requests: GuestRequest[]): GuestRequest[] {
  const rank = ({ state, pausedAt }: GuestRequest) => (state === 'answered' ? 2 : pausedAt ? 0 : 1);
  return requests.toSorted((one, other) => rank(one) - rank(other));
}
