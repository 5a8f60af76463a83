'use client';

import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { usePrice } from './use-price';

/** The price of a request, beside the gate of an intake. */
export function BoardPriceWord() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const price = usePrice();
  if (!price) return null;
  return (
    <span>
      {t.rich('credits.price.word', {
        price: price.price,
        link: (text) => <Link href={`/${slug}/credits?user=all`}>{text}</Link>,
      })}
    </span>
  );
}
