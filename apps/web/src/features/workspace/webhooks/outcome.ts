import type { Delivery } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';

/** The result of an attempt, as a part of a sentence. */
export function useOutcome() {
  const t = useTranslations();
  return ({ status, error }: Pick<Delivery, 'status' | 'error'>): string =>
    error === null
      ? t('webhooks.outcome.status', { status: String(status) })
      : t(`webhooks.outcome.${error}`);
}
