'use client';

import { useQuery } from '@tanstack/react-query';
import type { CardTemplate, CardTemplateList } from '@weir/contract';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';

/** The card templates of a board, by name; null while they are read. Each list and form that opens reads them again. */
export function useCardTemplates(key: string): CardTemplate[] | null {
  const { slug } = useWorkspace();
  const { data } = useQuery({
    ...reading<CardTemplateList>(boardSetupPaths.cardTemplates(slug, key)),
    staleTime: 0,
  });
  return data?.items ?? null;
}
