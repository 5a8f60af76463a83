'use client';

import type { ClassOfService } from '@weir/contract';
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

/** The column with the class of service of a row. */
export function useClassColumn<Row extends { classOfService: ClassOfService }>(): Column<Row> {
  const t = useTranslations();
  return {
    name: 'classOfService',
    label: t('flow.columns.class'),
    value: ({ classOfService }) => classOfService,
    shown: ({ classOfService }) => t(`vocabulary.classes.${classOfService}`),
  };
}

/** The reference of a card, which opens it unless it was deleted. */
function CardLink({ card }: { card: AnyCard }) {
  const { refOf, nameOf, hrefOf } = useCards();
  const href = hrefOf(card);
  return href ? <Link href={href}>{refOf(card)}</Link> : nameOf(card);
}
