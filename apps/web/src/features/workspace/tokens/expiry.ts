import type { Option } from '@/components/form/select';
import { useTranslations } from '@/lib/words/use-translations';

const days = { month: 30, quarter: 90, year: 365 } as const;

/** When a token expires, as a choice. */
export type Expiry = keyof typeof days | 'never';

/** The usual end: long enough for a program that works, short enough for one that was forgotten. */
export const usualExpiry: Expiry = 'quarter';

export function useExpiryOptions(): Option<Expiry>[] {
  const t = useTranslations();
  return (['month', 'quarter', 'year', 'never'] as const).map((id) => ({
    id,
    label: id === 'never' ? t('tokens.expiry.never') : t('tokens.expiry.inDays', { count: days[id] }),
  }));
}

/** The instant, from now; null for never. */
export function endOf(expiry: Expiry): string | null {
  return expiry === 'never' ? null : new Date(Date.now() + days[expiry] * 86_400_000).toISOString();
}
