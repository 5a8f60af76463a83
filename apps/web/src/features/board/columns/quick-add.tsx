'use client';

import type { Card } from '@weir/contract';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { type Cell, cellName } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { useDraft } from '@/lib/drafts/use-draft';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './quick-add.module.css';
import { titlesIn } from './titles-in';

/** Titles that did not become cards, and why. */
type Left = { titles: string[]; problem: AnyProblem };

/**
 * A field in a column. Enter creates a card and empties the field for the next. Each of several pasted lines can become a
 * card. The field lists titles that a limit refused, and keeps what is typed over a reload.
 */
export function QuickAdd({
  cell,
  onLeave,
  onEscape,
}: {
  cell: Cell;
  /** The focus went elsewhere, and nothing was typed. */
  onLeave: () => void;
  onEscape: () => void;
}) {
  const { board, refresh, filtering, showDialog } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const { value: title, set: setTitle } = useDraft(
    `quick card ${slug} ${board.key} ${cell.columnId} ${cell.swimlaneId ?? ''}`,
    '',
  );
  const [pasted, setPasted] = useState<string[] | null>(null);
  const [left, setLeft] = useState<Left | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const { columnId, swimlaneId } = cell;
  const place = { columnId, ...(swimlaneId && { swimlaneId }) };

  const create = async (titles: readonly string[]) => {
    let count = 0;
    for (const each of titles) {
      const created = await api.post<Card>(paths.cards(slug, board.key), { title: each, ...place });
      if (!created.ok) {
        const { problem } = created;
        setLeft((before) => ({ titles: [...(before?.titles ?? []), ...titles.slice(count)], problem }));
        break;
      }
      filtering.keep(created.value.number);
      count += 1;
    }
    await refresh();
    announce(t('card.quick.created', { count }));
  };
  /** Waits for those that are being created, so that the cards are in the order in which they were typed. */
  const add = (titles: readonly string[]) => {
    queue.current = queue.current.then(() => create(titles));
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') return onEscape();
    if (event.key !== 'Enter' || !title.trim()) return;
    event.preventDefault();
    add([title.trim()]);
    setTitle('');
  };
  const paste = (event: ClipboardEvent) => {
    const titles = titlesIn(event.clipboardData.getData('text/plain'));
    if (titles.length < 2) return;
    event.preventDefault();
    setPasted(titles);
  };
  const take = (titles: readonly string[]) => {
    setPasted(null);
    add(titles);
  };
  const retry = ({ titles }: Left) => {
    setLeft(null);
    add(titles);
  };
  // It replaces the button that somebody has just pressed.
  useEffect(() => field.current?.focus(), []);
  const name = cellName(t, board, cell);
  return (
    <div className={styles.add}>
      <input
        ref={field}
        className={styles.field}
        aria-label={t('card.quick.field', { cell: name })}
        placeholder={t('card.quick.placeholder')}
        value={title}
        maxLength={200}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={paste}
        onBlur={(event) => {
          const isGone = !event.currentTarget.parentElement?.contains(event.relatedTarget);
          if (isGone && !title.trim() && !pasted && !left) onLeave();
        }}
      />
      {pasted && (
        <Notice
          role="status"
          title={t('card.quick.pasted', { count: pasted.length })}
          actions={
            <>
              <Button size="small" variant="primary" onPress={() => take(pasted)}>
                {t('card.quick.makeAll', { count: pasted.length })}
              </Button>
              <Button
                size="small"
                onPress={() => {
                  setTitle(pasted.join(' ').slice(0, 200));
                  setPasted(null);
                  field.current?.focus();
                }}
              >
                {t('card.quick.makeOne')}
              </Button>
            </>
          }
        >
          <TitleList titles={pasted} />
        </Notice>
      )}
      {left && (
        <div className={styles.left}>
          <ProblemNotice
            problem={left.problem}
            actions={
              <>
                <Button size="small" onPress={() => retry(left)}>
                  {t('common.tryAgain')}
                </Button>
                <Button
                  size="small"
                  onPress={() => void navigator.clipboard.writeText(left.titles.join('\n'))}
                >
                  {t('card.quick.copy')}
                </Button>
                <Button size="small" variant="plain" onPress={() => setLeft(null)}>
                  {t('common.discard')}
                </Button>
              </>
            }
          />
          <p>{t('card.quick.left', { count: left.titles.length })}</p>
          <TitleList titles={left.titles} />
        </div>
      )}
      <Button variant="plain" size="small" onPress={() => showDialog({ kind: 'create', ...place })}>
        {t('card.quick.more')}
      </Button>
    </div>
  );
}

function TitleList({ titles }: { titles: readonly string[] }) {
  return (
    <ul className={styles.titles}>
      {Object.entries(titles).map(([at, title]) => (
        <li key={at} dir="auto">
          {title}
        </li>
      ))}
    </ul>
  );
}
