'use client';

import { useQueryClient } from '@tanstack/react-query';
import { can } from '@weir/contract';
import { useEffect, useRef } from 'react';
import { flowPaths } from '@/lib/api/paths/flow-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardEvents } from '@/lib/events/use-board-events';

/** Milliseconds in which many changes of a busy board make figures be read again only once. */
const pause = 4_000;

/** Reads the figures of a board again when something happens on it. `from`: the number of the last event that the page has. */
export function useLiveFigures(board: string | null, from: number): void {
  const client = useQueryClient();
  const { slug, role } = useWorkspace();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const renew = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const own = flowPaths.of(slug, board, '');
      void client.invalidateQueries({ predicate: ({ queryKey }) => `${queryKey[0]}`.startsWith(own) });
    }, pause);
  };
  const enabled = board !== null && can(role, 'readEvents');
  useBoardEvents(slug, board ?? '', renew, { enabled, from });
}
