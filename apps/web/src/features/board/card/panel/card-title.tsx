'use client';

import type { CardDetail } from '@weir/contract';
import { type ReactNode, useState } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveActions } from '@/components/form/save-actions';
import { TextField } from '@/components/form/text-field';
import { useTranslations } from '@/lib/words/use-translations';
import { useAskedPart } from '../use-asked-part';
import styles from './card-title.module.css';
import { FieldConflict } from './editing/field-conflict';
import { useCardEdit } from './editing/use-card-edit';
import { useFocusAfter } from './use-focus-after';

/** The card's title as a heading. A press edits it; Enter saves, Escape leaves it as it was. */
export function CardTitle({ card, level, canEdit }: { card: CardDetail; level: 1 | 2; canEdit: boolean }) {
  return canEdit ? (
    <EditedTitle card={card} level={level} />
  ) : (
    <TitleHeading level={level}>{card.title}</TitleHeading>
  );
}

function EditedTitle({ card, level }: { card: CardDetail; level: 1 | 2 }) {
  const t = useTranslations();
  const [isOpened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const { form, conflict, overwrite } = useCardEdit(card, 'title', close);
  const cancel = () => {
    form.discard();
    close();
  };
  // What was typed before shows again: nobody would look for it.
  const isOpen = isOpened || form.isTyped;
  const button = useFocusAfter<HTMLButtonElement>(isOpen);
  useAskedPart('title', button);
  if (!isOpen)
    return (
      <TitleHeading level={level}>
        <PlainButton
          ref={button}
          className={styles.edit}
          onPress={() => setOpened(true)}
          aria-description={t('card.edit.title')}
        >
          {card.title}
        </PlainButton>
      </TitleHeading>
    );
  return (
    <Form {...form.props} onEscape={cancel}>
      <TextField label={t('card.title')} {...form.field('title')} autoFocus={isOpened} />
      {conflict ? (
        <FieldConflict theirs={conflict.theirs.title} onOverwrite={overwrite} onDiscard={cancel} />
      ) : (
        <>
          {form.problem && <ProblemNotice problem={form.problem} />}
          <SaveActions isPending={form.isPending} onCancel={cancel} />
        </>
      )}
    </Form>
  );
}

export function TitleHeading({ level, children }: { level: 1 | 2; children: ReactNode }) {
  const Level = `h${level}` as const;
  return (
    <Level className={styles.title} dir="auto">
      {children}
    </Level>
  );
}
