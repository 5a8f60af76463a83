'use client';

import dynamic from 'next/dynamic';
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { type Cell, cellName } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { useDraft } from '@/lib/drafts/use-draft';
import { loadedAhead } from '@/lib/load-ahead';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { useCardTemplates } from '../../card/templates/use-card-templates';
import { useFocusFromMenu } from '../../use-focus-from-menu';
import styles from './quick-add.module.css';
import { titlesIn } from './titles-in';
import type { Left } from './use-new-cards';

const TemplateChoice = dynamic(
  loadedAhead(() => withAllWords(import('./template-choice')).then((loaded) => loaded.TemplateChoice)),
  { loading: () => null },
);

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
  const { board, newCards, showDialog } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const { value: title, set: setTitle } = useDraft(
    `quick card ${slug} ${board.key} ${cell.columnId} ${cell.swimlaneId ?? ''}`,
    '',
  );
  const [pasted, setPasted] = useState<string[] | null>(null);
  const left = newCards.leftIn(cell);
  const field = useRef<HTMLInputElement>(null);
  const { columnId, swimlaneId } = cell;
  const place = { columnId, ...(swimlaneId && { swimlaneId }) };

  const templates = useCardTemplates(board.key) ?? [];
  const [templateId, setTemplateId] = useState('');
  const template = templates.find(({ id }) => id === templateId) ?? null;
  const add = (titles: readonly string[]) => {
    newCards.add(cell, titles, template);
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
  /** The cards that are added from here on start with it. */
  const choose = (id: string) => {
    setTemplateId(id);
    if (!title.trim()) setTitle(templates.find((each) => each.id === id)?.title ?? '');
  };
  const retry = ({ titles }: Left) => {
    newCards.forget(cell);
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
                <Button size="small" variant="plain" onPress={() => newCards.forget(cell)}>
                  {t('common.discard')}
                </Button>
              </>
            }
          />
          <p>{t('card.quick.left', { count: left.titles.length })}</p>
          <TitleList titles={left.titles} />
        </div>
      )}
      {templates.length > 0 && <TemplateChoice templates={templates} value={templateId} onChange={choose} />}
      {template && <FocusOn key={template.id} field={field} />}
      <Button variant="plain" size="small" onPress={() => showDialog({ kind: 'create', ...place })}>
        {t('card.quick.more')}
      </Button>
    </div>
  );
}

/** Back to the field once a template is chosen. */
function FocusOn({ field }: { field: RefObject<HTMLElement | null> }) {
  useFocusFromMenu(field);
  return null;
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
