import { useQuery } from '@tanstack/react-query';
import type { GuestRequest, GuestRequestList } from '@weir/contract';
import { useEffect, useRef } from 'react';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { ProblemError } from '@/lib/api/query';
import { useTranslations } from '@/lib/words/use-translations';

/** In milliseconds. A page in the background reads nothing, and reads at once when it is looked at again. */
const readEvery = 10_000;
const longestWait = 5 * 60_000;

const opensNothing = new Set<string>(['not-signed-in', 'guest-link-expired', 'workspace-archived']);

/** The guest's requests, read again every few seconds. What the team did since is announced to screen readers. */
export function useGuestRequests(token: string) {
  const query = useQuery<GuestRequestList, ProblemError>({
    queryKey: [guestPaths.guestRequests, token],
    queryFn: async ({ signal }) => {
      const result = await api.get<GuestRequestList>(guestPaths.guestRequests, { signal, guest: token });
      if (result.ok) return result.value;
      throw new ProblemError(result.problem);
    },
    refetchInterval: ({ state: { error } }) => waitAfter(error),
  });
  useAnnouncedNews(query.data?.items);
  return query;
}

/** A network or server with too much to do says when it has room. */
function waitAfter(error: ProblemError | null): number | false {
  if (!error) return readEvery;
  const { problem } = error;
  if (opensNothing.has(problem.code)) return false;
  const seconds = 'retryAfterSeconds' in problem ? problem.retryAfterSeconds : null;
  return Math.min(Math.max(readEvery, (seconds ?? 0) * 1000), longestWait);
}

function useAnnouncedNews(items: readonly GuestRequest[] | undefined): void {
  const t = useTranslations();
  const known = useRef<Map<string, string> | null>(null);
  useEffect(() => {
    if (!items) return;
    const before = known.current;
    known.current = new Map(items.map((item) => [item.ref, newsOf(item)]));
    const changed = items.filter((item) => before?.has(item.ref) && before.get(item.ref) !== newsOf(item));
    if (changed.length > 0)
      announce(t('guest.page.updated', { refs: changed.map(({ ref }) => ref).join(', ') }));
  }, [items, t]);
}

/** What the team did: its answer, its messages, and the state of the work. */
function newsOf({ answer, messages, work }: GuestRequest): string {
  const fromTeam = messages.filter(({ own }) => !own).length;
  return JSON.stringify([answer?.kind === 'withdrawn' ? null : answer?.kind, fromTeam, work?.state]);
}
