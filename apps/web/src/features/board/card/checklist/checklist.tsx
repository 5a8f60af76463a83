'use client';

import type { CardDetail } from '@weir/contract';
import { type ClipboardEvent, useRef, useState } from 'react';
import { Input, TextField } from 'react-aria-components';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { useDraft } from '@/lib/drafts/use-draft';
import { focusRows } from '@/lib/focus-rows';
import { pastedLines } from '@/lib/pasted-lines';
import { useTranslations } from '@/lib/words/use-translations';
import { useAskedPart } from '../use-asked-part';
import styles from './checklist.module.css';
import { Item } from './item';
import { type NewItem, useChecklist } from './use-checklist';

/** The steps of a card: ticked, edited, moved and removed in place. Enter adds one and waits for the next. */
export function Checklist({ card, canEdit }: { card: CardDetail; canEdit: boolean }) {
  const t = useTranslations();
  const list = useChecklist(card);
  const section = useRef<HTMLElement>(null);
  const { items, problem } = list;
  if (items.length === 0 && !canEdit) return null;
  const done = items.filter((item) => item.done).length;
  return (
    <section ref={section} tabIndex={-1} className={styles.checklist} aria-label={t('checklist.title')}>
      <h3 className={styles.title}>
        {t('checklist.title')}
        {items.length > 0 && (
          <span
            className={styles.progress}
            title={t('checklist.progressText', { done, total: items.length })}
          >
            {t('checklist.progress', { done, total: items.length })}
          </span>
        )}
      </h3>
      {items.length > 0 && (
        <ol className={styles.items}>
          {items.map((item, at) => (
            <Item
              key={item.id}
              item={item}
              canEdit={canEdit}
              list={list}
              onRemoved={() => focusRows(section)}
              above={items[at - 1]}
              below={items[at + 1]}
            />
          ))}
        </ol>
      )}
      {canEdit && <NewItemField draftKey={`checklist ${list.path}`} onAdd={list.add} />}
      {problem && <ProblemNotice problem={problem} />}
    </section>
  );
}

/**
 * A field for one item after the other. Pasted lines are an item each if there are several, or one with a box. What is typed
 * survives a reload.
 */
function NewItemField({
  draftKey,
  onAdd,
}: {
  draftKey: string;
  onAdd: (items: readonly NewItem[]) => Promise<boolean>;
}) {
  const t = useTranslations();
  const { value: typed, set: setTyped } = useDraft(draftKey, '');
  const [refused, setRefused] = useState<readonly NewItem[]>([]);
  const field = useRef<HTMLInputElement>(null);
  useAskedPart('checklist', field);
  const add = async () => {
    const text = typed.trim();
    if (!text) return;
    setTyped('');
    // What was refused can be sent again.
    if (!(await onAdd([{ text }]))) setTyped((now) => now || text);
  };
  const addLines = async (items: readonly NewItem[]) => {
    setRefused([]);
    if (!(await onAdd(items))) setRefused(items);
  };
  const paste = (event: ClipboardEvent) => {
    const lines = pastedLines(event.clipboardData.getData('text'));
    const isTask = typed === '' && lines.some(({ isDone }) => isDone !== null);
    if (lines.length < 2 && !isTask) return;
    event.preventDefault();
    void addLines(lines.map(({ text, isDone }) => ({ text, ...(isDone && { done: true }) })));
  };
  return (
    <>
      <TextField
        aria-label={t('checklist.add')}
        value={typed}
        onChange={setTyped}
        maxLength={500}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void add();
          else event.continuePropagation();
        }}
      >
        <Input ref={field} className={styles.input!} placeholder={t('checklist.add')} onPaste={paste} />
      </TextField>
      {refused.length > 0 && (
        <div className={styles.refused}>
          <ul>
            {Object.entries(refused).map(([at, { text }]) => (
              <li key={at} dir="auto">
                {text}
              </li>
            ))}
          </ul>
          <Button size="small" onPress={() => void addLines(refused)}>
            {t('common.tryAgain')}
          </Button>
          <Button size="small" variant="plain" onPress={() => setRefused([])}>
            {t('common.discard')}
          </Button>
        </div>
      )}
    </>
  );
}
