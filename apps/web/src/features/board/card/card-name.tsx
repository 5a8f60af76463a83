import { useQueryClient } from '@tanstack/react-query';
import type { Card } from '@weir/contract';
import { useState } from 'react';
import { announce } from '@/lib/announce';
import { paths } from '@/lib/api/paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { NameField } from '../name-field';
import styles from './card.module.css';
import { sendFor } from './panel/editing/send-for-version';

/** The title of a card as a field on the board. */
export function CardName({ card }: { card: Card }) {
  const { board, rename, onRenamed, refresh, focusCard } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const { number, ref } = card;
  const path = paths.card(slug, board.key, number);
  // As it was when the editing began: somebody else may change it meanwhile.
  const [from] = useState(card);
  const save = async (title: string) => {
    const saved = await sendFor(path, { title }, from, 'title');
    await Promise.all([refresh(), client.invalidateQueries({ queryKey: [path] })]);
    if (!saved.ok) return saved.problem;
    onRenamed(from, title);
    announce(t('card.saved', { ref }));
    return null;
  };
  return (
    <NameField
      label={t('card.titleOf', { ref })}
      value={from.title}
      maxLength={200}
      className={styles.field ?? ''}
      isLong
      onSave={save}
      onDone={(byKey) => {
        rename(null);
        if (byKey) focusCard(number);
      }}
    />
  );
}
