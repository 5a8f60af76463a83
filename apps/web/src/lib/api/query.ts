'use client';

import { QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { AnyProblem, Result } from '@/lib/api/result';

/** A refusal as an exception, because TanStack Query expects failed calls to throw. Show `error.problem`. */
export class ProblemError extends Error {
  constructor(readonly problem: AnyProblem) {
    super(problem.detail);
  }
}

/** Options of a query that reads one path. The path is its key, so an event can invalidate it. */
export function reading<T>(path: string) {
  return queryOptions<T, ProblemError>({
    queryKey: [path],
    queryFn: async ({ signal }) => {
      const result = await api.get<T>(path, { signal });
      if (result.ok) return result.value;
      throw new ProblemError(result.problem);
    },
  });
}

type List<T> = { items: T[]; nextCursor: string | null };

/** Like `reading`, for a list that is shown whole: reads all its pages. */
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

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A refusal stays one. A server that cannot be reached may come back.
        retry: (times, error) => error instanceof ProblemError && isTransient(error.problem) && times < 2,
        refetchOnWindowFocus: true,
      },
      // Offline, a write is refused at once instead of waiting unseen: the text stays in its form.
      mutations: { networkMode: 'always' },
    },
  });
}

function isTransient({ status }: AnyProblem): boolean {
  return status === 0 || status >= 500;
}
