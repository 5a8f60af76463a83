'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Board, changedCards, type Pressure } from '@weir/contract';
import { useCallback, useRef } from 'react';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { readingBoard } from '@/lib/api/reading-board';
import { useBoardEvents } from '@/lib/events/use-board-events';

/**
 * The board as the API has it, kept live. `refresh` resolves once a read that began after the call is in;
 * however many ask for it, one read is under way and at most one waits.
 */
export function useBoard(workspace: string, key: string, first: Board, readsPressure: boolean) {
  const client = useQueryClient();
  const path = paths.board(workspace, key);
  const query = useQuery({ ...readingBoard(workspace, key), initialData: first });
  const pressure = useQuery({
    ...reading<Pressure>(paths.pressure(workspace, key)),
    enabled: readsPressure,
  });
  const reads = useRef<{ running: Promise<void> | null; next: Promise<void> | null }>({
    running: null,
    next: null,
  });

  const refresh = useCallback((): Promise<void> => {
    const { running, next } = reads.current;
    if (next) return next;
    const read = async () => {
      reads.current.next = null;
      await client.refetchQueries({ queryKey: [path], exact: true }, { cancelRefetch: true });
      reads.current.running = null;
    };
    if (!running) {
      reads.current.running = read();
      return reads.current.running;
    }
    reads.current.next = running.then(() => {
      reads.current.running = read();
      return reads.current.running;
    });
    return reads.current.next;
  }, [client, path]);

  useBoardEvents(workspace, key, (news) => {
    void refresh();
    if (readsPressure) void client.invalidateQueries({ queryKey: [paths.pressure(workspace, key)] });
    const changed = news.kind === 'event' ? changedCards(news.event) : [];
    for (const card of changed) {
      void client.invalidateQueries({ queryKey: [paths.card(workspace, key, card)] });
      void client.invalidateQueries({ queryKey: [paths.attachments(workspace, key, card)] });
      for (const list of [paths.comments, paths.cardHistory])
        void client.invalidateQueries({ queryKey: [`${list(workspace, key, card)}?size=200`] });
    }
  });

  return { board: query.data, problem: query.error?.problem ?? null, pressure: pressure.data, refresh };
}
