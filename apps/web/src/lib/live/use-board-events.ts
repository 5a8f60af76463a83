'use client';

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { type BoardNews, type Connection, LiveHub } from '@/lib/live/hub';
import { openStream } from '@/lib/live/stream';

let shared: LiveHub | undefined;

function hub(): LiveHub {
  shared ??= new LiveHub(openStream);
  return shared;
}

/**
 * Calls `onNews` for each event of the board, in order, once, and `{kind: 'resync'}` where events may have been
 * missed (always once after opening): read the board anew then, it costs a 304 where nothing has changed.
 * Requesters may not read events; give them `enabled: false` and let them poll.
 */
export function useBoardEvents(
  workspace: string,
  key: string,
  onNews: (news: BoardNews) => void,
  { enabled = true }: { enabled?: boolean } = {},
): void {
  const tell = useEffectEvent(onNews);
  useEffect(() => {
    if (!enabled) return;
    return hub().subscribe(`${workspace}/${key}`, (news) => tell(news));
  }, [workspace, key, enabled]);
}

/** `reconnecting` once the stream has been down for longer than a moment. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (changed) => hub().onState(changed),
    () => hub().state,
    () => 'live',
  );
}
