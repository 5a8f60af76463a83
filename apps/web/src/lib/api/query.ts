'use client';

import { QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { AnyProblem } from '@/lib/api/result';

/** A refusal thrown, for TanStack Query, which wants reads to throw. `error.problem` is what to draw. */
export class ProblemError extends Error {
  constructor(readonly problem: AnyProblem) {
    super(problem.detail);
  }
}

/** Options of a query that reads one address: its key is the path, so an event can invalidate by path. */
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

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // What refuses will refuse again; what could not be reached may come back.
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
