'use client';

import { useRenew } from '@/lib/api/use-renew';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';

/** Reads everything of the page's board anew: after a write, and when something has happened on it. */
export function useRenewBoard(): () => Promise<void> {
  return useRenew(useWorkspace().slug, useBoardKey());
}
