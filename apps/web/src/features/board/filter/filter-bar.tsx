'use client';

import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '@/components/form/button';
import { takeTypedAhead } from '@/lib/keys/typed-ahead';
import { useDebounced } from '@/lib/use-debounced';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './filter.module.css';
import { FilterChips } from './filter-chips';
import { choiceCount } from './filter-choices';
import { focusFilterMenu } from './filter-menu';

/** Milliseconds without a key before the typed text filters. */
const pause = 150;

/** The line below the state while there is a filter: its text, its other choices to be removed, and how much it shows. */
export function FilterBar() {
  const { filtering } = useBoardPage();
  const { filter, isActive, hidesAll, count, clear } = filtering;
  const t = useTranslations();
  return (
    <search className={styles.bar} aria-label={t('board.filter.title')}>
      <FilterText />
      {choiceCount({ ...filter, text: '' }) > 0 && <FilterChips />}
      {isActive && (
        <>
          <span className={hidesAll ? styles.nothing : styles.shown}>
            {hidesAll ? t('board.filter.nothing') : t('board.filter.count', { count })}
          </span>
          <Button
            variant={hidesAll ? 'quiet' : 'plain'}
            size="small"
            onPress={() => {
              clear();
              // The pressed button goes away.
              focusFilterMenu();
            }}
          >
            {t('board.filter.clear')}
          </Button>
        </>
      )}
    </search>
  );
}

function FilterText() {
  const {
    filtering: { filter, change, closeBar, isActive, asked },
    current,
    focusCard,
  } = useBoardPage();
  const t = useTranslations();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(filter.text);
  const [sent, setSent] = useState(filter.text);
  const [seen, setSeen] = useState(filter.text);
  if (filter.text !== seen) {
    setSeen(filter.text);
    // Not by typing here: Back, or all filters were cleared.
    if (filter.text !== sent) {
      setTyped(filter.text);
      setSent(filter.text);
    }
  }
  const settled = useDebounced(typed.trim(), pause);
  const send = useEffectEvent((text: string) => {
    if (text === sent || text !== typed.trim()) return;
    setSent(text);
    change((now) => ({ ...now, text }), { isTyping: true });
  });
  useEffect(() => send(settled), [settled]);
  useEffect(() => {
    if (asked === 0) return;
    field.current?.focus();
    const ahead = takeTypedAhead();
    if (ahead) setTyped((text) => text + ahead);
  }, [asked]);

  const leave = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (typed !== '') return setTyped('');
    if (!isActive) closeBar();
    if (current !== null) focusCard(current);
  };
  return (
    <input
      ref={field}
      type="search"
      aria-label={t('board.filter.text')}
      className={styles.input}
      placeholder={t('board.filter.text')}
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={leave}
    />
  );
}
