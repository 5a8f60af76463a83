'use client';

import { useEffect } from 'react';
import { usePerson } from '@/lib/context/person';
import { onSessionEnded } from '@/lib/session-ended';
import { forgetBoards, startKeeping } from './kept-boards';

/** Keeps boards for the person who is signed in, and forgets those of everyone else and of an ended session. */
export function OwnBoards() {
  const id = usePerson()?.id;
  useEffect(() => {
    if (id !== undefined) void startKeeping(id);
  }, [id]);
  useEffect(() => onSessionEnded(() => void forgetBoards()), []);
  return null;
}
