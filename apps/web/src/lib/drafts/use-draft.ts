'use client';

import { type SetStateAction, useMemo, useSyncExternalStore } from 'react';
import { usePerson } from '@/lib/context/person';
import { isSame } from '@/lib/drafts/same';
import { draftName, onDraftChange, readDraft, writeDraft } from '@/lib/drafts/store';

export type DraftOf<T> = {
  value: T;
  /** Something is typed that differs from `initial`. */
  isTyped: boolean;
  set: (next: SetStateAction<T>) => void;
  /** Forgets what is typed: after it was sent, or on request. */
  discard: () => void;
};

/**
 * State that survives closing, a reload, a refusal, a lost connection and another sign-in, for the person who typed
 * it. `key` says what the draft belongs to, for example `comment ${path}`. The value must be JSON. A draft that is
 * set back to `initial` is forgotten. The first paint shows `initial`, as the server's did.
 */
export function useDraft<T>(key: string, initial: T): DraftOf<T> {
  const name = draftName(usePerson()?.id, key);
  const kept = useSyncExternalStore(
    onDraftChange,
    () => readDraft<T>(name),
    () => undefined,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: callers write `initial` in place; its content counts
  const value = useMemo(() => withDraft(initial, kept), [kept, JSON.stringify(initial)]);
  return {
    value,
    isTyped: kept !== undefined,
    set: (next) => {
      // The current value, not the one of the last render: two changes may come in one event.
      const now = withDraft(initial, readDraft<T>(name));
      const changed = next instanceof Function ? next(now) : next;
      writeDraft(name, isSame(changed, initial) ? undefined : changed);
    },
    discard: () => writeDraft(name, undefined),
  };
}

/** A draft of an older version of the page may lack a part: the initial one fills in. */
function withDraft<T>(initial: T, kept: T | undefined): T {
  if (kept === undefined) return initial;
  return isRecord(initial) && isRecord(kept) ? { ...initial, ...kept } : kept;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
