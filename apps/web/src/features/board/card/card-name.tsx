import type { Card } from '@weir/contract';
import { useState } from 'react';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { NameField } from '../name-field';
import styles from './card.module.css';

/** The title of a card as a field on the board. */
export function CardName({ card }: { card: Card }) {
  const { board, rename, retitle, focusCard } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const { number, ref } = card;
  // As it was when the editing began: somebody else may change it meanwhile.
  const [from] = useState(card);
  return (
    <NameField
      label={t('card.titleOf', { ref })}
      value={from.title}
      draftKey={`name ${cardPaths.card(slug, board.key, number)}`}
      maxLength={200}
      className={styles.field ?? ''}
      isLong
      onSave={(title) => retitle(from, title)}
      onDone={(byKey) => {
        rename(null);
        if (byKey) focusCard(number);
      }}
    />
  );
}
