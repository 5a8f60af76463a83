'use client';

import dynamic from 'next/dynamic';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { type Cell, cellName } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { useDraft } from '@/lib/drafts/use-draft';
import { takeTypedAhead } from '@/lib/keys/typed-ahead';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { pastedLines } from '@/lib/pasted-lines';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { useCardTemplates } from '../../card/templates/use-card-templates';
import { useFocusFromMenu } from '../../use-focus-from-menu';
import styles from './quick-add.module.css';
import { TitleList } from './title-list';
import { useKeptInView } from './use-kept-in-view';
import type { Left } from './use-new-cards';

const TemplateChoice = dynamic(
  loadedAhead(() => withAllWords(import('./template-choice')).then((loaded) => loaded.TemplateChoice)),
  { loading: () => null },
);

const LeftTitles = dynamic(
  loadedAhead(() => withAllWords(import('./left-titles')).then((loaded) => loaded.LeftTitles)),
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
  /** What the titles start with. It is back after each card. */
  const prefix = prefixOf(template);
  /** Enter without anything typed makes no second card of the same title. */
  const [isBack, setBack] = useState(false);
  const isUntouched = !title.trim() || title === prefix;
  const add = (titles: readonly string[]) => {
    newCards.add(cell, titles, template);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') return leave(onEscape);
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (!title.trim() || (isBack && isUntouched)) return;
    add([title.trim()]);
    setTitle(prefix);
    setBack(true);
  };
  const paste = (event: ClipboardEvent) => {
    const lines = pastedLines(event.clipboardData.getData('text/plain'));
    const titles = lines.map(({ text }) => text);
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
    setBack(false);
    if (isUntouched) setTitle(prefixOf(templates.find((each) => each.id === id)));
  };
  /** A prefix alone is nothing typed. */
  const leave = (go: () => void) => {
    if (isUntouched) setTitle('');
    go();
  };
  const retry = ({ titles }: Left) => {
    newCards.forget(cell);
    add(titles);
  };
  // It replaces the button that somebody has just pressed.
  const begin = useEffectEvent(() => {
    field.current?.focus();
    const ahead = takeTypedAhead();
    if (ahead) setTitle(title + ahead);
  });
  useEffect(() => begin(), []);
  useKeptInView(field);
  const name = cellName(t, board, cell);
  return (
    <div className={styles.add} data-quick-add="">
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
          if (isGone && isUntouched && !pasted && !left) leave(onLeave);
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
        <LeftTitles
          cell={cell}
          left={left}
          onRetry={() => retry(left)}
          onDiscard={() => {
            newCards.forget(cell);
            field.current?.focus();
          }}
        />
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

/** The space after “Bug:”, which a template does not keep. */
function prefixOf(template: { title: string } | null | undefined): string {
  return template?.title ? `${template.title} `.slice(0, 200) : '';
}
