'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Comment, can } from '@weir/contract';
import { useEffect, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { MarkdownField } from '@/components/markdown/markdown-field';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { sendDraft } from '@/lib/waiting/drafts';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import type { PartDone } from '../../undo/use-done';
import { useMentionable } from '../mentions/use-mentionable';
import { useAskedPart } from '../use-asked-part';
import { OneComment } from './comment';
import styles from './comments.module.css';

/** What was said about a card, oldest first, and the field for more. `level` is that of the heading. */
export function Comments({ number, level, canWrite }: { number: number; level: 2 | 3; canWrite: boolean }) {
  const { board, keepDone } = useBoardPage();
  const { slug: workspace, role, me } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const path = cardPaths.comments(workspace, board.key, number);
  const list = `${path}?size=200`;
  const query = useQuery(readingAll<Comment>(list));
  const comments = query.data?.items ?? [];
  const readAgain = () => client.invalidateQueries({ queryKey: [list] });
  const keep = (done: PartDone) => keepDone({ card: number, ...done });
  const named = useNamedComment(query.isSuccess);
  const Heading = `h${level}` as const;
  return (
    <section className={styles.section} aria-label={t('card.comments.title')}>
      <Heading>{t('card.comments.title')}</Heading>
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <ol className={styles.comments}>
        {comments.map((comment) => (
          <OneComment
            key={comment.id}
            comment={comment}
            isNamed={comment.id === named}
            path={`${path}/${comment.id}`}
            headingLevel={level + 1}
            canEdit={canWrite && comment.by?.id === me.id}
            canDelete={canWrite && (comment.by?.id === me.id || can(role, 'deleteComments'))}
            onChanged={readAgain}
            keepDone={keep}
          />
        ))}
      </ol>
      {query.data && comments.length === 0 && !canWrite && (
        <p className={styles.by}>{t('card.comments.none')}</p>
      )}
      {canWrite && <CommentForm number={number} headingLevel={level + 1} onSent={readAgain} />}
    </section>
  );
}

/** The id of the comment in the page's address. Scrolls to the comment once it is loaded. */
function useNamedComment(isLoaded: boolean): string | null {
  const [named, setNamed] = useState<string | null>(null);
  useEffect(() => {
    const { hash } = window.location;
    if (!isLoaded || !hash.startsWith('#comment-')) return;
    setNamed(hash.slice('#comment-'.length));
    document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'center' });
  }, [isLoaded]);
  return named;
}

/** The field for a new comment. Without a connection the comment waits in it. */
export function CommentForm({
  number,
  headingLevel,
  onSent,
}: {
  number: number;
  headingLevel: number;
  onSent?: () => Promise<void>;
}) {
  const { board, keepDone } = useBoardPage();
  const { slug } = useWorkspace();
  const path = cardPaths.comments(slug, board.key, number);
  const t = useTranslations();
  const mentionable = useMentionable();
  const form = useApiForm({
    schema: schemas.NewComment,
    defaultValues: { text: '' },
    draftKey: `comment ${path}`,
    send: (body, _, draft) => sendDraft<Comment>({ method: 'POST', path, body }, draft),
    announcement: t('card.comments.sent'),
    onSaved: (sent) => {
      keepDone({
        card: number,
        kind: 'reversible',
        part: 'commentAdded',
        reverse: () => [{ method: 'DELETE', path: `${path}/${sent.id}` }],
      });
      // The button goes with the text, and would take the focus with it.
      const { current } = form.props.formRef;
      if (current?.contains(document.activeElement)) current.querySelector('textarea')?.focus();
      return onSent?.();
    },
  });
  useAskedPart('comment', form.props.formRef);
  return (
    <Form {...form.props} label={t('card.comments.form')}>
      <MarkdownField
        label={t('card.comments.new')}
        rows={2}
        max={5000}
        {...form.field('text')}
        headingLevel={headingLevel}
        mentionable={mentionable}
        isQuiet
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      {form.values.text.trim() && (
        <div>
          <Button type="submit" isPending={form.isPending}>
            {t('card.comments.submit')}
          </Button>
        </div>
      )}
    </Form>
  );
}
