'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { CardDetail, CardLink, SearchItem } from '@weir/contract';
import { type LinkKind, linkKinds } from '@weir/domain';
import { useRef, useState } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Select } from '@/components/form/select';
import { Dialog } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { useSearch } from '@/lib/context/use-search';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import type { Write } from '@/lib/waiting/write';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { useAskedPart } from '../use-asked-part';
import { linkedState } from './linked-state';
import styles from './links.module.css';

type FoundCard = Extract<SearchItem, { kind: 'card' }>;

/** Links the card to another card of the workspace. It is found by its ref or its words. */
export function LinkPicker({ card }: { card: CardDetail }) {
  const t = useTranslations();
  const button = useRef<HTMLButtonElement>(null);
  useAskedPart('link', button);
  return (
    <Dialog
      title={t('links.addTitle', { ref: card.ref })}
      trigger={
        <Button ref={button} size="small">
          {t('links.add')}
        </Button>
      }
    >
      {(close) => <Picker card={card} onAdded={close} />}
    </Dialog>
  );
}

function Picker({ card, onAdded }: { card: CardDetail; onAdded: () => void }) {
  const { board, keepDone } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const [kind, setKind] = useState<LinkKind>('blockedBy');
  const [typed, setTyped] = useState('');
  const search = useSearch(typed);
  const adding = useSave({
    onSaved: () => client.invalidateQueries({ queryKey: [cardPaths.card(slug, board.key, card.number)] }),
  });
  const found = (search.found?.items ?? []).filter(
    (item): item is FoundCard => item.kind === 'card' && !item.board.archived && item.ref !== card.ref,
  );
  const add = async (ref: unknown) => {
    const other = found.find((item) => item.ref === ref);
    if (!other) return;
    const body = { kind, board: other.board.key, card: other.number };
    const announcement = t('links.added', { ref: other.ref });
    const path = cardPaths.links(slug, board.key, card.number);
    if (!(await adding.save(() => api.post<CardLink>(path, body), { announcement }))) return;
    // By what it links: once removed and restored, it has another id.
    const reverse = ({ links }: CardDetail): Write[] | null => {
      const link = links.find((each) => each.kind === kind && each.card.ref === other.ref);
      return link ? [{ method: 'DELETE', path: `${path}/${link.id}` }] : null;
    };
    keepDone({ kind: 'reversible', part: 'links', card: card.number, reverse });
    onAdded();
  };
  return (
    <div className={styles.picker}>
      <Select
        label={t('links.kind')}
        options={linkKinds.map((id) => ({ id, label: t(`links.kinds.${id}`) }))}
        value={kind}
        onChange={setKind}
      />
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField aria-label={t('links.search')} autoFocus>
          <Input className={styles.input!} placeholder={t('links.search')} maxLength={200} />
        </SearchField>
        {search.problem && <ProblemNotice problem={search.problem} />}
        {adding.problem && <ProblemNotice problem={adding.problem} />}
        {search.found && found.length === 0 && <p className={styles.state}>{t('links.none')}</p>}
        <ListBox
          aria-label={t('links.results')}
          className={styles.results!}
          onAction={(ref) => void add(ref)}
        >
          {found.map((item) => {
            const title = item.title.map(({ text }) => text).join('');
            return (
              <ListBoxItem
                key={item.ref}
                id={item.ref}
                textValue={`${item.ref} ${title}`}
                className={styles.result!}
              >
                <span className={styles.ref}>{item.ref}</span> <span dir="auto">{title}</span>
                <span className={styles.found}>
                  {t('links.state', { state: linkedState(item), column: item.column })}
                </span>
              </ListBoxItem>
            );
          })}
        </ListBox>
      </Autocomplete>
    </div>
  );
}
