import type { Translate } from '@weir/words';
import { useTranslations as useTranslator } from 'next-intl';

/** Words texts for the reader, in client components and in server components that are not async. */
export function useTranslations(): Translate {
  return useTranslator() as unknown as Translate;
}
