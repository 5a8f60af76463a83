'use client';

import type { CardDetail } from '@weir/contract';
import dynamic from 'next/dynamic';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { SaveActions } from '@/components/form/save-actions';
import { Markdown } from '@/components/markdown/markdown';
import { MarkdownField } from '@/components/markdown/markdown-field';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useMentionable } from '../mentions/use-mentionable';
import { useAskedPart } from '../use-asked-part';
import styles from './card-description.module.css';
import { useCardEdit } from './editing/use-card-edit';
import { useFocusAfter } from './use-focus-after';

const TextConflict = dynamic(
  loadedAhead(() => withAllWords(import('./editing/text-conflict')).then((loaded) => loaded.TextConflict)),
  { loading: () => null },
);

type Props = {
  card: CardDetail;
  /** Of the first headings in the text. */
  headingLevel: number;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
};

/** The card's description, and its editor. What is typed is kept until it is saved or discarded. */
export function CardDescription({ canEdit, ...props }: Props & { canEdit: boolean }) {
  const t = useTranslations();
  const { card, headingLevel } = props;
  if (canEdit) return <EditedDescription {...props} />;
  return (
    <section aria-label={t('card.description')}>
      {card.description && (
        <Markdown text={card.description} headingLevel={headingLevel} mentions={card.mentions} />
      )}
    </section>
  );
}

function EditedDescription({ card, headingLevel, isOpen, setOpen }: Props) {
  const t = useTranslations();
  const { form, conflict, overwrite } = useCardEdit(card, 'description', () => setOpen(false));
  const mentionable = useMentionable(card.mentions);
  const opener = useFocusAfter<HTMLButtonElement>(isOpen);
  useAskedPart('description', opener);
  const discard = () => {
    form.discard();
    setOpen(false);
  };
  if (!isOpen)
    return (
      <section className={styles.description} aria-label={t('card.description')}>
        {card.description && (
          <Markdown text={card.description} headingLevel={headingLevel} mentions={card.mentions} />
        )}
        {form.isTyped && <p className={styles.unsaved}>{t('card.edit.unsaved')}</p>}
        <div className={styles.actions}>
          <Button
            ref={opener}
            size="small"
            variant={card.description ? 'plain' : 'quiet'}
            onPress={() => setOpen(true)}
          >
            {label()}
          </Button>
          {form.isTyped && (
            <Button size="small" variant="plain" onPress={form.discard}>
              {t('common.discard')}
            </Button>
          )}
        </div>
      </section>
    );
  return (
    <section aria-label={t('card.description')}>
      <Form {...form.props} label={t('card.edit.description')} onEscape={() => setOpen(false)}>
        <MarkdownField
          label={t('card.description')}
          rows={10}
          max={20_000}
          {...form.field('description')}
          headingLevel={headingLevel}
          mentionable={mentionable}
          autoFocus
        />
        {conflict ? (
          <TextConflict
            mine={form.values.description}
            base={form.startedFrom?.description ?? ''}
            theirs={card.description}
            onOverwrite={overwrite}
            onDiscard={discard}
            onMerge={(description) => {
              form.set({ description });
              overwrite();
            }}
          />
        ) : (
          <>
            {form.problem && <ProblemNotice problem={form.problem} />}
            <SaveActions isPending={form.isPending} onCancel={discard} size="normal" />
          </>
        )}
      </Form>
    </section>
  );

  function label(): string {
    if (form.isTyped) return t('card.edit.continue');
    return card.description ? t('card.edit.description') : t('card.edit.addDescription');
  }
}
