'use client';

import type { Column } from '@weir/contract';
import { can } from '@weir/contract';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { cardsInColumn } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './column.module.css';

/** What can be done with a column in place: collapse it, and for managers rename it. */
export function ColumnMenu({ column: { id, name }, onRename }: { column: Column; onRename: () => void }) {
  const { board, collapsed, canEdit, filtering, selection } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const label = t('board.column.menu', { column: name });
  const cards = cardsInColumn(filtering.shownBoard, id);
  return (
    <Menu
      label={label}
      placement="bottom end"
      trigger={
        <Button variant="plain" className={styles.menu} aria-label={label}>
          <Glyph name="more" size={13} />
        </Button>
      }
    >
      {canEdit && cards.length > 0 && (
        <MenuItem onAction={() => selection.add(cards.map(({ number }) => number))}>
          {t('board.column.selectAll')}
        </MenuItem>
      )}
      <MenuItem onAction={() => collapsed.toggle(id)}>{t('board.column.collapse')}</MenuItem>
      {can(role, 'manageBoards') && !board.archivedAt && (
        <MenuItem onAction={onRename}>{t('board.column.rename')}</MenuItem>
      )}
    </Menu>
  );
}

/** The name of a column as a field. Enter and leaving it save, Escape does not. A refused name stays, with the reason. */
export function ColumnName({ column: { id, name }, onDone }: { column: Column; onDone: () => void }) {
  const { board, refresh } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const [typed, setTyped] = useState(name);
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const isSettled = useFocusFromMenu(field);
  const save = async () => {
    const next = typed.trim();
    if (next === '' || next === name) return onDone();
    const saved = await api.patch(paths.column(slug, board.key, id), { name: next });
    if (!saved.ok) return setFault(saved.problem.detail || saved.problem.title);
    await refresh();
    announce(t('board.column.renamed', { column: next }));
    onDone();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onDone();
    if (event.key === 'Enter') void save();
  };
  return (
    <span className={styles.naming}>
      <input
        ref={field}
        className={styles.field}
        aria-label={t('board.column.nameOf', { column: name })}
        aria-invalid={fault !== null}
        value={typed}
        maxLength={60}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKey}
        onBlur={() => isSettled.current && void save()}
      />
      {fault && <span role="alert">{fault}</span>}
    </span>
  );
}

/**
 * Focuses a field that a menu opened. The menu gives the focus back to its button as it goes, so the field takes it again
 * until the person presses something; then it is settled.
 */
function useFocusFromMenu(field: RefObject<HTMLElement | null>): RefObject<boolean> {
  const isSettled = useRef(false);
  useEffect(() => {
    const listening = new AbortController();
    const take = () => {
      if (!isSettled.current) field.current?.focus();
    };
    const settle = () => {
      isSettled.current = true;
    };
    const options = { capture: true, signal: listening.signal };
    document.addEventListener('focusin', take, options);
    for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, settle, options);
    take();
    return () => listening.abort();
  }, [field]);
  return isSettled;
}
