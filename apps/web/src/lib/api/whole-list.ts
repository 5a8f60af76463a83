'use client';

import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import { ProblemError } from '@/lib/api/query';
import type { Result } from '@/lib/api/result';

type List<T> = { items: T[]; nextCursor: string | null };

/** As `reading`, for a list that is bounded and shown whole: reads its pages until the last one. */
export function readingAll<T>(path: string) {
  return queryOptions<List<T>, ProblemError>({
    queryKey: [path],
    queryFn: async ({ signal }) => {
      const items: T[] = [];
      let cursor: string | null = null;
      do {
        const page: Result<List<T>> = await api.get<List<T>>(cursor ? `${path}&cursor=${cursor}` : path, {
          signal,
        });
        if (!page.ok) throw new ProblemError(page.problem);
        items.push(...page.value.items);
        cursor = page.value.nextCursor;
      } while (cursor);
      return { items, nextCursor: null };
    },
  });
}
