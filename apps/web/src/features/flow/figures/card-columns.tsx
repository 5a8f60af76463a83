'use client';

import { Link } from '@/components/layout/link';
import { useTranslations } from '@/lib/words/use-translations';
import type { Column } from '../figure/table';
import { type AnyCard, useCards } from '../flow-context';

/** The columns that name the card of a row. */
export function useCardColumns<Card extends AnyCard>(): Column<Card>[] {
  const t = useTranslations();
  const { refOf } = useCards();
  return [
    {
      name: 'card',
      label: t('flow.columns.card'),
      value: refOf,
      shown: (card) => <CardLink card={card} />,
    },
    { name: 'title', label: t('flow.columns.title'), value: ({ title }) => title },
  ];
}

/** The reference of a card, which opens it unless it was deleted. */
function CardLink({ card }: { card: AnyCard }) {
  const { refOf, nameOf, hrefOf } = useCards();
  const href = hrefOf(card);
  return href ? <Link href={href}>{refOf(card)}</Link> : nameOf(card);
}
