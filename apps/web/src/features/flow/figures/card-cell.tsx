'use client';

import { Link } from '@/components/layout/link';
import { useTranslations } from '@/lib/words/use-translations';
import { useCards } from '../flow-context';

/** The name of a card in a table, which opens it unless it was deleted. */
export function CardCell({ card }: { card: { board: string; number: number; title: string | null } }) {
  const t = useTranslations();
  const { refOf, hrefOf } = useCards();
  const href = hrefOf(card);
  if (!href) return t('flow.card', { ref: refOf(card), title: '', isDeleted: 'true' });
  return <Link href={href}>{refOf(card)}</Link>;
}
