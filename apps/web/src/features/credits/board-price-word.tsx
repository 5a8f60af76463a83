'use client';

import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

/** The price of a request, beside the gate of an intake. */
export function BoardPriceWord({ price }: { price: number }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  return (
    <span>
      {t.rich('credits.price.word', {
        price,
        link: (text) => <Link href={`/${slug}/credits?user=all`}>{text}</Link>,
      })}
    </span>
  );
}
