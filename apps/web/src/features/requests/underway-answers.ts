'use client';

import type { NewAnswers } from '@weir/contract';
import { useMemo, useSyncExternalStore } from 'react';
import { keptEvent, keptWrites } from '@/lib/waiting/kept-writes';
import type { Write } from '@/lib/waiting/write';

/** The paths of answers that this page delays or sends, also where the browser can't keep them. */
let underwayHere: readonly string[] = [];
const listeners = new Set<() => void>();

/** Counts answers as underway until the returned function is called. */
export function markUnderway(answers: readonly string[]): () => void {
  setUnderway([...underwayHere, ...answers]);
  return () => setUnderway(underwayHere.filter((path) => !answers.includes(path)));
}

/** The paths of the person's answers that are delayed, being sent or waiting for the connection. Their requests are hidden. */
export function useUnderwayAnswers(): ReadonlySet<string> {
  const paths = useSyncExternalStore(watch, allUnderway, () => '');
  return useMemo(() => new Set(paths.split(' ')), [paths]);
}

/** As one text: it is the same as long as the same answers are underway. */
function allUnderway(): string {
  const kept = keptWrites().flatMap((write) => (write.refused ? [] : pathsIn(write)));
  return [...underwayHere, ...kept].join(' ');
}

/** A write of several answers has the path of none of them. */
function pathsIn({ path, body }: Write): string[] {
  const { answers } = (body ?? {}) as Partial<NewAnswers>;
  const board = path.replace(/\/answers$/, '');
  return answers?.map(({ request }) => `${board}/requests/${request}/answer`) ?? [path];
}

function setUnderway(next: readonly string[]): void {
  underwayHere = next;
  for (const listener of listeners) listener();
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener(keptEvent, listener);
  // Other tabs.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener(keptEvent, listener);
    window.removeEventListener('storage', listener);
  };
}
