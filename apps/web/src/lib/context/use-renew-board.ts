'use client';

import { useRenew } from '@/lib/api/use-renew';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';

/** Reads all data of the page's board again: after a write, and after an event. */
export function useRenewBoard(): () => Promise<void> {
  return useRenew(useWorkspace().slug, useBoardKey());
}
