'use client';

import type { SetStateAction } from 'react';
import { useDraft } from '@/lib/drafts/use-draft';

/** Replaced by `useDraft`. */
export function useUnsaved<T>(key: string, none: T): [T, (next: SetStateAction<T>) => void] {
  const { value, set } = useDraft(key, none);
  return [value, set];
}
