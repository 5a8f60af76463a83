'use client';

import type { CumulativeFlow } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';

type Band = CumulativeFlow['bands'][number];

/** The name of a band: of its column, or on several boards of its stage. */
export function useBandNames() {
  const t = useTranslations();
  return ({ boards }: CumulativeFlow) =>
    ({ stage, name }: Band): string =>
      name ?? t(`flow.stages.${boards.length > 1 || stage === 'delivered' ? stage : 'gone'}`);
}
