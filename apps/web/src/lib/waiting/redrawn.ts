'use client';

import type { Board } from '@weir/contract';
import { useMemo, useSyncExternalStore } from 'react';

type NewCard = { id: string; title: string; cell: { columnId: string; swimlaneId?: string } };

/** What an earlier page left to be sent, and this one sends: how a board looks with it. `path` is the board’s. */
export type Redrawing = {
  draw: (board: Board, path: string) => Board;
  newCards: (path: string) => NewCard[];
};

let current: Redrawing | null = null;
const listeners = new Set<() => void>();
const none: NewCard[] = [];

export function showRedrawn(redrawing: Redrawing | null): void {
  current = redrawing;
  for (const listener of listeners) listener();
}

/** A board with the changes that an earlier page left and that are not answered yet. */
export function useRedrawn(server: Board, path: string): Board {
  const redrawing = useRedrawing();
  return useMemo(() => redrawing?.draw(server, path) ?? server, [redrawing, server, path]);
}

/** The new cards among them. */
export function useRedrawnCards(path: string): NewCard[] {
  return useRedrawing()?.newCards(path) ?? none;
}

function useRedrawing(): Redrawing | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
    () => null,
  );
}
