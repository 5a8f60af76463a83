'use client';

import type { Mention } from '@weir/contract';
import {
  type ComponentProps,
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { announce } from '@/lib/announce';
import { withoutMarks } from '@/lib/without-marks';
import { useTranslations } from '@/lib/words/use-translations';
import { Avatar } from '../data/avatar';
import { TextArea } from '../form/text-field';
import { Glyph } from '../icon/glyph';
import { lineOf } from './caret-line';
import { openMention, toSource, toTyped } from './mention-source';
import styles from './mentioning-area.module.css';

/** How many the list shows. */
const mostShown = 6;

type Open = { start: number; query: string; top: number };

/**
 * A text field in which `@` opens a list of people and teams. The arrow keys choose, Enter and Tab insert, Escape closes the list. The
 * value has mentions as they are stored; the field shows them as `@Name`.
 */
export function MentioningArea({
  mentionable,
  value,
  onChange,
  ...field
}: ComponentProps<typeof TextArea> & {
  mentionable: readonly Mention[];
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useTranslations();
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [chosen, setChosen] = useState(0);
  const typed = toTyped(value, mentionable);
  const found = open ? matching(open.query, mentionable) : [];
  const active = found[Math.min(chosen, found.length - 1)];
  const optionId = ({ id }: Mention) => `${listId}-${id}`;

  // The browser moves the caret to the end when a program changes the text.
  useLayoutEffect(() => {
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const count = found.length;
  useEffect(() => {
    if (count > 0) announce(t('components.markdown.people', { count }));
  }, [count, t]);

  const look = () => {
    const { current } = area;
    if (!current || current.selectionStart !== current.selectionEnd) return setOpen(null);
    const mention = openMention(current.value, current.selectionStart);
    setOpen(mention && { ...mention, top: lineOf(current, mention.start).bottom });
    setChosen(0);
  };
  const insert = ({ name }: Mention) => {
    const { current } = area;
    if (!current || !open) return;
    const inserted = `@${name} `;
    const after = typed.slice(current.selectionEnd).replace(/^ /, '');
    caret.current = open.start + inserted.length;
    setOpen(null);
    current.focus();
    onChange(toSource(`${typed.slice(0, open.start)}${inserted}${after}`, mentionable));
  };
  const onKey = (event: KeyboardEvent) => {
    if (!active || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen((found.indexOf(active) + step + found.length) % found.length);
    else if (event.key === 'Enter' || event.key === 'Tab') insert(active);
    else if (event.key === 'Escape') setOpen(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.area}>
      <TextArea
        {...field}
        value={typed}
        length={[...value.trim()].length}
        onChange={(next) => {
          onChange(toSource(next, mentionable));
          look();
        }}
        areaRef={area}
        onKey={onKey}
        list={active && { id: listId, active: optionId(active) }}
        onBlur={() => setOpen(null)}
      />
      {active && open && (
        <div
          id={listId}
          tabIndex={-1}
          role="listbox"
          aria-label={t('components.markdown.mention')}
          className={styles.list}
          ref={show}
          style={{ top: open.top }}
        >
          {found.map((each) => (
            <div
              tabIndex={-1}
              key={each.id}
              id={optionId(each)}
              role="option"
              aria-selected={each === active}
              className={styles.person}
              // Before the field loses the focus.
              onPointerDown={(event) => {
                event.preventDefault();
                insert(each);
              }}
            >
              {each.team ? (
                <Glyph name="people" size={16} />
              ) : (
                <Avatar person={each} size={22} isDecorative />
              )}
              <span>{each.name}</span>
              {each.team && <span className={styles.team}>{t('components.markdown.team')}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Near the bottom of a phone's screen the list would open out of sight. */
const show = (list: HTMLElement | null) => list?.scrollIntoView({ block: 'nearest' });

/** People and teams whose name begins with the query, then those with another word that does. */
function matching(query: string, mentionable: readonly Mention[]): Mention[] {
  const wanted = withoutMarks(query);
  // A full name with a space after it is complete.
  if (mentionable.some(({ name }) => withoutMarks(`${name} `) === wanted)) return [];
  const begins = (name: string) => withoutMarks(name).startsWith(wanted);
  const named = mentionable.filter(({ name }) => begins(name));
  const more = mentionable.filter(({ name }) => !begins(name) && withoutMarks(name).includes(` ${wanted}`));
  return [...named, ...more].slice(0, mostShown);
}
