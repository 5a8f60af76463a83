'use client';

import { can } from '@weir/contract';
import { useEffect, useEffectEvent } from 'react';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardEvents } from './use-board-events';

const pollEvery = 10_000;

/** Keeps the board's data current: by its events for roles that can read them, otherwise every ten seconds. */
export function useFollowBoard(): void {
  const { slug, role } = useWorkspace();
  const key = useBoardKey();
  const isReader = can(role, 'readEvents');
  const renew = useRenewBoard();
  useBoardEvents(slug, key, renew, { enabled: isReader });
  const poll = useEffectEvent(() => document.hidden || renew());
  useEffect(() => {
    if (isReader) return;
    const timer = setInterval(() => poll(), pollEvery);
    return () => clearInterval(timer);
  }, [isReader]);
}
