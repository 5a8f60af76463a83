'use client';

import type { CardDetail } from '@weir/contract';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { classWords } from '../card-words';
import { changesOf, draftOf } from './card-draft';
import styles from './card-panel.module.css';

/** Somebody saved this card while it was edited here: what they made of it, and the choice. */
export function EditConflict({
  base,
  now,
  onKeep,
  onDrop,
}: {
  base: CardDetail;
  now: CardDetail;
  onKeep: () => void;
  onDrop: () => void;
}) {
  const theirs = changesOf(base, draftOf(now));
  const lines = [
    theirs.title !== undefined && `Title: ${now.title}`,
    theirs.description !== undefined && `Description: ${now.description || 'none'}`,
    theirs.classOfService && `Class of service: ${classWords[theirs.classOfService].label}`,
    theirs.assigneeIds && `People: ${now.assignees.map(({ name }) => name).join(', ') || 'nobody'}`,
    theirs.dueOn !== undefined && `Due: ${now.dueOn ?? 'no date'}`,
  ].filter((line) => line !== false && line !== undefined);
  return (
    <Notice
      tone="warn"
      role="alert"
      title="Somebody changed this card meanwhile"
      actions={
        <>
          <Button size="small" variant="primary" onPress={onKeep}>
            Save mine over it
          </Button>
          <Button size="small" onPress={onDrop}>
            Take theirs
          </Button>
        </>
      }
    >
      {lines.length === 0 ? (
        <p>What you edited is untouched; only its place or state is new. What you typed is still here.</p>
      ) : (
        <>
          <p>What you typed is still here. Now it says:</p>
          <ul className={styles.stands}>
            {lines.map((line) => (
              <li key={String(line)}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
