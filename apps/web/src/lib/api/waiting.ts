'use client';

import { useSyncExternalStore } from 'react';
import type { Result } from '@/lib/api/result';
import { untilAnswered } from '@/lib/api/until-answered';

let waiting = 0;
const listeners = new Set<() => void>();

/** Like `untilAnswered`. While the write waits for the connection, `useWaitingWrites` counts it. */
export async function whenReachable<T>(
  send: () => Promise<Result<T>>,
  onWait: () => void = () => undefined,
): Promise<Result<T>> {
  let isCounted = false;
  const count = (isWaiting: boolean) => {
    if (isCounted === isWaiting) return;
    isCounted = isWaiting;
    waiting += isWaiting ? 1 : -1;
    for (const listener of listeners) listener();
  };
  try {
    return await untilAnswered(send, () => {
      count(true);
      onWait();
    });
  } finally {
    count(false);
  }
}

/** How many edits wait for the connection. They are sent once, as soon as there is one. */
export function useWaitingWrites(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
    () => 0,
  );
}
