'use client';

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { Later } from '@/lib/loading/when-used';
import { isBehind, onBehind } from './behind';
import type { BoardNews, Connection, LiveHub } from './event-hub';
import { useReachable } from './use-reachable';

/** The page can be used before its events arrive, so what receives them loads when the browser is idle. */
const later = new Later(() => import('./live-hub'));

/** Calls `use` with the hub once it is loaded. Returns what undoes that. */
function withHub(use: (hub: LiveHub) => () => void): () => void {
  later.startWhenIdle();
  return later.whenLoaded(({ hub }) => use(hub));
}

/**
 * Calls `onNews` once for each event of the board, in order. `{kind: 'resync'}` means that events may have been
 * missed: read the board again, which costs a 304 if nothing changed. It comes after opening, unless the stream could start
 * at `from`, the seq that the page has. Requesters may not read events: pass `enabled: false` and poll. With `keeps` the
 * events carry what changed of the board.
 */
export function useBoardEvents(
  workspace: string,
  key: string,
  onNews: (news: BoardNews) => void,
  { enabled = true, keeps = false, from }: { enabled?: boolean; keeps?: boolean; from?: number } = {},
): void {
  const handleNews = useEffectEvent(onNews);
  const start = useEffectEvent(() => from);
  useEffect(() => {
    if (!enabled) return;
    return withHub((hub) =>
      hub.subscribe(`${workspace}/${key}`, (news) => handleNews(news), { keeps, from: start() }),
    );
  }, [workspace, key, enabled, keeps]);
}

/**
 * `reconnecting` while the page may be out of date: its stream is down, without a stream the API is silent, or what the
 * browser kept has not caught up.
 */
export function useConnection(): Connection {
  const isReachable = useReachable(isFollowing);
  const stream = useStreamState();
  const isStale = useSyncExternalStore(onBehind, isBehind, () => false);
  return isReachable && !isStale ? stream : 'reconnecting';
}

/** Whether events arrive now, as far as this tab knows. */
export const isLive = () => later.loaded?.hub.state === 'live';

const isFollowing = () => later.loaded?.hub.isFollowing ?? false;

const onState = (changed: () => void) =>
  withHub((hub) => {
    // It may have changed before anybody listened.
    changed();
    return hub.onState(changed);
  });
const state = () => later.loaded?.hub.state ?? 'live';

function useStreamState(): Connection {
  return useSyncExternalStore(onState, state, () => 'live');
}
