'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AnswerTemplate, AnswerTemplateList } from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';

/** The board's templates by name; null while nobody knows. `renew` reads them again after a change. */
export function useTemplates(workspace: string, boardKey: string) {
  const path = paths.templates(workspace, boardKey);
  const client = useQueryClient();
  const query = useQuery(reading<AnswerTemplateList>(path));
  const items: AnswerTemplate[] | null = query.data?.items ?? null;
  return {
    items,
    problem: query.error?.problem ?? null,
    renew: () => client.invalidateQueries({ queryKey: [path] }),
  };
}
