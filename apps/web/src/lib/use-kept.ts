'use client';

import { useDraft } from '@/lib/drafts/use-draft';

/** Replaced by `useDraft`. */
export function useKept<T extends object>(
  key: string,
  initial: T,
): [T, (part: Partial<T>) => void, () => void] {
  const { value, set, discard } = useDraft(key, initial);
  return [value, (part) => set((now) => ({ ...now, ...part })), discard];
}
