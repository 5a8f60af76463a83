'use client';

import { useQueryClient } from '@tanstack/react-query';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';

/** Reads the webhooks again, and the log that is open: one action can change both. */
export function useRenewWebhooks(): () => Promise<void> {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const path = adminPaths.webhooks(slug);
  return () =>
    client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(path) });
}
