'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Board, changedCards, eventSubject, type Pressure } from '@weir/contract';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { reading } from '@/lib/api/query';
import { readingBoard, takeDocuments } from '@/lib/api/reading-board';
import { onWritten } from '@/lib/api/written';
import { type Answered, cardsIn, withAnswered } from '@/lib/board/answered';
import { isLive, useBoardEvents } from '@/lib/events/use-board-events';
import { useKeepBoard } from '@/lib/kept/use-keep-board';

/** Milliseconds in which the stream brings a write of this page. After that the page reads it itself. */
const patience = 3_000;

/**
 * The board as the API has it, kept live: by what its events carry, and by reading what changed where they do not. The
 * answers of this page's writes show at once. `refresh` resolves once the board is not older than the call. `isStale`: it is
 * as the browser kept it, and what changed since is not read yet.
 */
export function useBoard(
  workspace: string,
  key: string,
  { board: first, isKept }: { board: Board; isKept: boolean },
  readsPressure: boolean,
) {
  const client = useQueryClient();
  const path = boardPaths.board(workspace, key);
  const query = useQuery({ ...readingBoard(workspace, key), initialData: first });
  const pressure = useQuery({
    ...reading<Pressure>(boardPaths.pressure(workspace, key)),
    enabled: readsPressure,
  });
  const read = useReads(path);
  const { answered, reached } = useAnswered(path, query.data.seq);
  const board = useMemo(() => withAnswered(query.data, answered), [query.data, answered]);
  const refresh = useCallback(async () => {
    if (!isLive() || !(await reached())) await read();
  }, [read, reached]);

  useBoardEvents(
    workspace,
    key,
    (news) => {
      const event = news.kind === 'event' ? news.event : null;
      if (news.kind === 'event' && news.documents) takeDocuments(client, workspace, key, news.documents);
      const { seq } = client.getQueryData<Board>([path]) ?? first;
      if (!event || seq < event.seq) void read();
      // The board says what its cards add to it.
      if (readsPressure && (!event || eventSubject(event) !== 'card'))
        void client.invalidateQueries({ queryKey: [boardPaths.pressure(workspace, key)] });
      for (const card of event ? changedCards(event) : []) {
        void client.invalidateQueries({ queryKey: [cardPaths.card(workspace, key, card)] });
        for (const part of [
          cardPaths.attachments,
          cardPaths.watch,
          cardPaths.serviceLevel,
          cardPaths.forecast,
        ])
          void client.invalidateQueries({ queryKey: [part(workspace, key, card)] });
        for (const list of [cardPaths.comments, cardPaths.cardHistory])
          void client.invalidateQueries({ queryKey: [`${list(workspace, key, card)}?size=200`] });
      }
    },
    { keeps: true, from: first.seq },
  );

  const problem = query.error?.problem ?? null;
  useKeepBoard(workspace, query.data, problem);
  const isStale = isKept && !query.isFetchedAfterMount;
  return { board, problem, pressure: pressure.data, refresh, isStale };
}

/**
 * Reads the board. It resolves once a read that began after the call is in; however many ask for it, one read is under way
 * and at most one waits.
 */
function useReads(path: string): () => Promise<void> {
  const client = useQueryClient();
  const reads = useRef<{ running: Promise<void> | null; next: Promise<void> | null }>({
    running: null,
    next: null,
  });
  return useCallback((): Promise<void> => {
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
}

/**
 * The answers of this browser's writes to the board that it does not contain yet. `reached` resolves with whether the board
 * has come, in time, to the newest answer since the last call; false if no answer came.
 */
function useAnswered(path: string, seq: number) {
  const [answered, setAnswered] = useState<readonly Answered[]>([]);
  const unread = useRef<number | null>(null);
  const current = useRef(seq);
  const waiting = useRef(new Map<() => void, number>());
  useEffect(() => {
    current.current = seq;
    setAnswered((all) => (all.some((each) => each.seq <= seq) ? all.filter((each) => each.seq > seq) : all));
    for (const [arrive, wanted] of waiting.current) if (wanted <= seq) arrive();
  }, [seq]);
  useEffect(
    () =>
      onWritten((written) => {
        if (!written.path.startsWith(`${path}/`)) return;
        unread.current = Math.max(unread.current ?? 0, written.seq);
        const cards = cardsIn(written.value);
        if (cards.length > 0 && written.seq > current.current)
          setAnswered((all) => [...all, { seq: written.seq, cards }]);
      }),
    [path],
  );
  const reached = useCallback((): Promise<boolean> => {
    const wanted = unread.current;
    unread.current = null;
    if (wanted === null) return Promise.resolve(false);
    if (wanted <= current.current) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (isIn: boolean) => {
        clearTimeout(timer);
        waiting.current.delete(arrive);
        resolve(isIn);
      };
      const arrive = () => end(true);
      const timer = setTimeout(() => end(false), patience);
      waiting.current.set(arrive, wanted);
    });
  }, []);
  return { answered, reached };
}
