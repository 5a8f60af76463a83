'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { askEvery, isReachable } from '@/lib/api/reachable';

/**
 * Whether the server and the API answer, asked every few seconds while the page is visible and `isFollowing` says that
 * no stream reports. When they answer again, the page reads its data again.
 */
export function useReachable(isFollowing: () => boolean): boolean {
  const client = useQueryClient();
  const [answers, setAnswers] = useState(true);
  useEffect(() => {
    let isOver = false;
    let wasReachable = true;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      if (!document.hidden) {
        const now = isFollowing() || (await isReachable());
        if (isOver) return;
        if (now && !wasReachable) void client.invalidateQueries();
        wasReachable = now;
        setAnswers(now);
      }
      timer = setTimeout(ask, askEvery);
    };
    timer = setTimeout(ask, askEvery);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, isFollowing]);
  return answers;
}
