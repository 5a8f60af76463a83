'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AnswerTemplate, AnswerTemplateList } from '@weir/contract';
import { templateKinds } from '@weir/domain';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';

export type TemplateKind = AnswerTemplate['kind'];

export function isTemplateKind(kind: string): kind is TemplateKind {
  return templateKinds.some((each) => each === kind);
}

/** The board's templates by name; null while they are read. `renew` reads them again after a change. */
export function useTemplates() {
  const path = requestPaths.templates(useWorkspace().slug, useBoardKey());
  const client = useQueryClient();
  const { data } = useQuery(reading<AnswerTemplateList>(path));
  const items: AnswerTemplate[] | null = data?.items ?? null;
  return { items, renew: () => client.invalidateQueries({ queryKey: [path] }) };
}
