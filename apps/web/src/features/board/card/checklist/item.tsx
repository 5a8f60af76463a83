'use client';

import type { ChecklistItem } from '@weir/contract';
import { type KeyboardEvent, useId, useState } from 'react';
import { Checkbox, Input, Button as PlainButton, TextField } from 'react-aria-components';
import choice from '@/components/choice/choice.module.css';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { InlineMarkdown } from '@/components/markdown/markdown';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { useDraft } from '@/lib/drafts/use-draft';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './checklist.module.css';
import { EditItemDetails, ItemDetails } from './item-details';
import { isUnsaved, type useChecklist } from './use-checklist';

type Props = {
  item: ChecklistItem;
  canEdit: boolean;
  list: ReturnType<typeof useChecklist>;
  onRemoved: () => void;
  above: ChecklistItem | undefined;
  below: ChecklistItem | undefined;
};

/** One step. Alt with an arrow key moves it, like its menu. */
export function Item({ item, canEdit, list, onRemoved, above, below }: Props) {
  const t = useTranslations();
  const shown = useId();
  const [isEditing, setEditing] = useState(false);
  const [isDetailing, setDetailing] = useState(false);
  const { text, done } = item;
  const isReadOnly = !canEdit || isUnsaved(item);
  const up = above && !isUnsaved(above) && !isReadOnly ? () => list.move(item, 'before', above) : undefined;
  const down = below && !isUnsaved(below) && !isReadOnly ? () => list.move(item, 'after', below) : undefined;
  const moveByKey = (event: KeyboardEvent) => {
    if (!event.altKey || isEditing) return;
    const move = { ArrowUp: up, ArrowDown: down }[event.key];
    if (!move) return;
    event.preventDefault();
    void move();
  };
  return (
    <li className={styles.item} data-done={done || undefined} onKeyDown={moveByKey}>
      <Checkbox
        className={styles.check!}
        {...(isEditing ? { 'aria-label': text } : { 'aria-labelledby': shown })}
        isSelected={done}
        isReadOnly={isReadOnly}
        onChange={(isDone) => list.change(item, { done: isDone })}
      >
        <span className={choice.tick} aria-hidden="true" />
      </Checkbox>
      <div className={styles.content}>
        {isEditing ? (
          <TextEditor
            item={item}
            onSave={(next) => {
              setEditing(false);
              if (next && next !== text) void list.change(item, { text: next });
            }}
          />
        ) : (
          <div className={styles.text}>
            <span id={shown} dir="auto">
              <InlineMarkdown text={text} />
            </span>
            {!isReadOnly && (
              <PlainButton
                className={styles.edit!}
                aria-label={t('checklist.edit', { text })}
                onPress={() => setEditing(true)}
              />
            )}
          </div>
        )}
        <ItemDetails item={item} />
        {isDetailing && <EditItemDetails item={item} list={list} onClose={() => setDetailing(false)} />}
      </div>
      {!isReadOnly && (
        <Menu
          label={t('checklist.actions', { text })}
          placement="bottom end"
          trigger={
            <Button size="small" variant="plain" aria-label={t('checklist.actions', { text })}>
              <Glyph name="more" size={14} />
            </Button>
          }
        >
          <MenuItem onAction={() => setDetailing(true)}>{t('checklist.details')}</MenuItem>
          {!item.became && (
            <MenuItem onAction={() => void list.turnIntoCard(item)}>{t('checklist.turnIntoCard')}</MenuItem>
          )}
          {up && <MenuItem onAction={up}>{t('checklist.up')}</MenuItem>}
          {down && <MenuItem onAction={down}>{t('checklist.down')}</MenuItem>}
          <MenuItem
            onAction={() => {
              void list.remove(item);
              onRemoved();
            }}
          >
            {t('checklist.remove')}
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}

/** Enter and leaving the field save, Escape leaves the text as it was. */
function TextEditor({
  item: { id, text },
  onSave,
}: {
  item: ChecklistItem;
  onSave: (text: string | null) => void;
}) {
  const t = useTranslations();
  const { value: typed, set: setTyped, discard } = useDraft(`checklist item ${id}`, text);
  const save = (next: string | null) => {
    discard();
    onSave(next);
  };
  return (
    <TextField
      aria-label={t('checklist.text', { text })}
      className={styles.text!}
      value={typed}
      onChange={setTyped}
      maxLength={500}
      autoFocus
      onBlur={() => save(typed.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save(typed.trim());
        else if (event.key === 'Escape') save(null);
        else event.continuePropagation();
      }}
    >
      <Input className={styles.input!} />
    </TextField>
  );
}
