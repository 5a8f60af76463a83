import type { Option } from '@/components/form/select';
import { useTranslations } from '@/lib/words/use-translations';

/** For how many hours a secret stays valid after a new one was made. */
export const overlapHours = { none: 0, day: 24, week: 7 * 24 } as const;

/** The same as a choice. */
export type Overlap = keyof typeof overlapHours;

export function useOverlapOptions(): Option<Overlap>[] {
  const t = useTranslations();
  return (['day', 'week', 'none'] as const).map((id) => ({ id, label: t(`secrets.overlaps.${id}`) }));
}
