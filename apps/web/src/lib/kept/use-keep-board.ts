'use client';

import type { Board } from '@weir/contract';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { AnyProblem } from '@/lib/api/result';
import { usePerson } from '@/lib/context/person';
import { forgetBoard, keepBoard } from './kept-boards';

const pause = 1_000;

/** Keeps the board in this browser a moment after it changed; forgets it when the person has no access any more. */
export function useKeepBoard(workspace: string, board: Board, problem: AnyProblem | null): void {
  const person = usePerson()?.id;
  const name = `${workspace}/${board.key}`;
  const last = useRef({ seq: board.seq, replaced: board.seq, isKept: false });
  const keep = useEffectEvent(() => {
    if (last.current.isKept || !person) return;
    last.current.isKept = true;
    void keepBoard(person, name, board, last.current.replaced);
  });
  useEffect(() => {
    const { seq, replaced } = last.current;
    last.current = { seq: board.seq, replaced: board.seq < seq ? seq : replaced, isKept: false };
    const timer = setTimeout(keep, pause);
    document.addEventListener('visibilitychange', keep);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', keep);
    };
  }, [board]);
  // A page that is left keeps what it showed last.
  useEffect(() => () => keep(), []);
  const isLost = problem?.status === 403 || problem?.status === 404;
  useEffect(() => {
    if (isLost && person) void forgetBoard(person, name);
  }, [isLost, person, name]);
}
