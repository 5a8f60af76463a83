'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

const askEvery = 2_500;
const patience = 2_500;

/**
 * Whether the server and the API answer, asked every few seconds while the page is visible and `isFollowing` says that
 * no stream tells. When they answer again, the page reads its data anew.
 */
export function useReachable(isFollowing: () => boolean): boolean {
  const client = useQueryClient();
  const [isReachable, setReachable] = useState(true);
  useEffect(() => {
    let isOver = false;
    let wasReachable = true;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      if (!document.hidden) {
        const now = isFollowing() || (await answers());
        if (isOver) return;
        if (now && !wasReachable) void client.invalidateQueries();
        wasReachable = now;
        setReachable(now);
      }
      timer = setTimeout(ask, askEvery);
    };
    timer = setTimeout(ask, askEvery);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, isFollowing]);
  return isReachable;
}

async function answers(): Promise<boolean> {
  const answer = await fetch('/api/reachable', {
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  }).catch(() => null);
  return answer?.ok ?? false;
}
