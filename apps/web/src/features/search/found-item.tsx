'use client';

import type { FoundText, SearchItem } from '@weir/contract';
import type { ReactNode } from 'react';
import { ListBoxItem } from 'react-aria-components';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './search.module.css';

/** A card, a request or a comment that was found, which leads to its page. */
export function FoundItem({ item, workspace }: { item: SearchItem; workspace: string }) {
  const t = useTranslations();
  const { board, number, ref, title, preview } = item;
  const home = `/${workspace}/${board.key}`;
  const href = item.kind === 'request' ? `${home}/requests/${number}` : `${home}?card=${number}`;
  return (
    <ListBoxItem
      id={`${item.kind} ${ref} ${item.kind === 'comment' ? item.at : ''}`}
      textValue={`${ref} ${textOf(title)}`}
      href={href}
      className={styles.result!}
    >
      <span className={styles.title}>
        <span className={styles.ref}>{ref}</span> <Found text={title} />
      </span>
      <span className={styles.facts}>
        <StateOf item={item} />
        {' · '}
        {board.archived ? t('search.archivedBoard', { board: board.name }) : board.name}
        {preview.length > 0 && (
          <span className={styles.preview}>
            <Found text={preview} />
          </span>
        )}
      </span>
    </ListBoxItem>
  );
}

function StateOf({ item }: { item: SearchItem }): ReactNode {
  const t = useTranslations();
  switch (item.kind) {
    case 'card':
      if (item.archived) return t('search.archivedCard');
      return item.delivered ? t('search.delivered') : t('search.card', { column: item.column });
    case 'comment':
      return t('search.comment');
    case 'request':
      return item.answer
        ? t('search.answered', { answer: t(`vocabulary.answers.${item.answer}`) })
        : t('search.request');
  }
}

function Found({ text }: { text: FoundText }) {
  let offset = 0;
  return text.map((part) => {
    const key = offset;
    offset += part.text.length;
    return part.isMatch ? <mark key={key}>{part.text}</mark> : <span key={key}>{part.text}</span>;
  });
}

function textOf(text: FoundText): string {
  return text.map((part) => part.text).join('');
}
