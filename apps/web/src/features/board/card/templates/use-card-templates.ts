'use client';

import { useQuery } from '@tanstack/react-query';
import type { CardTemplate, CardTemplateList } from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';

/** The card templates of a board, by name; null while they are read. An event of the board has them read again. */
export function useCardTemplates(key: string): CardTemplate[] | null {
  const { slug } = useWorkspace();
  const { data } = useQuery(reading<CardTemplateList>(paths.cardTemplates(slug, key)));
  return data?.items ?? null;
}
