'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { can, type FoundText, type SearchItem, type SearchList } from '@weir/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Dialog } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useDebounced } from '@/lib/use-debounced';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './search.module.css';

const size = 20;
/** Milliseconds without a key before a search. */
const pause = 150;

/** Searches while somebody types. The arrow keys choose a result without leaving the field. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), pause);
  const { data, error, isPlaceholderData } = useQuery({
    ...reading<SearchList>(paths.search(slug, q, size)),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const found = q === '' ? undefined : data;
  const count = isPlaceholderData ? undefined : found?.items.length;
  useEffect(() => {
    if (count !== undefined) announce(t('search.count', { count }));
  }, [count, t]);
  const label = can(role, 'readBoards') ? t('search.field') : t('search.ownField');

  return (
    <Dialog isOpen onOpenChange={onClose} title={t('search.title')} size="wide">
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField aria-label={label} autoFocus className={styles.field!}>
          <Input className={styles.input!} placeholder={label} maxLength={200} />
        </SearchField>
        {error && <ProblemNotice problem={error.problem} />}
        {q === '' && <p className={styles.hint}>{t('search.hint')}</p>}
        {count === 0 && !error && (
          <div className={styles.none}>
            <p>{t('search.none', { q })}</p>
            <p className={styles.hint}>{t('search.noneText')}</p>
          </div>
        )}
        <ListBox
          aria-label={t('search.results')}
          className={styles.results!}
          items={found?.items ?? []}
          dependencies={[found]}
          onAction={onClose}
        >
          {(item) => <Result item={item} workspace={slug} />}
        </ListBox>
        {found?.nextCursor && <p className={styles.hint}>{t('search.more', { count: size })}</p>}
      </Autocomplete>
    </Dialog>
  );
}

function Result({ item, workspace }: { item: SearchItem; workspace: string }) {
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
