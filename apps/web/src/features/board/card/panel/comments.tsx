'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Comment, NewComment } from '@weir/contract';
import { Avatar } from '@/components/data/avatar';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextArea } from '@/components/form/text-field';
import { Markdown } from '@/components/markdown/markdown';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import styles from './card-panel.module.css';

export function Comments({ number, canWrite }: { number: number; canWrite: boolean }) {
  const { board } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  const path = paths.comments(workspace, board.key, number);
  const query = useQuery(readingAll<Comment>(`${path}?size=200`));
  const comments = query.data?.items ?? [];
  return (
    <section className={styles.section} aria-label={t('card.comments.title')}>
      <h3>{t('card.comments.title')}</h3>
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <ol className={styles.comments}>
        {comments.map(({ id, by, at, text }) => {
          const name = by?.name ?? t('card.comments.unknownAuthor');
          return (
            <li key={id} className={styles.comment}>
              <Avatar name={name} size={24} isDecorative />
              <span className={styles.by}>
                <b>{name}</b> <Ago at={at} />
              </span>
              <div className={styles.said}>
                <Markdown text={text} headingLevel={4} />
              </div>
            </li>
          );
        })}
      </ol>
      {query.data && comments.length === 0 && !canWrite && (
        <p className={styles.by}>{t('card.comments.none')}</p>
      )}
      {canWrite && <CommentForm path={path} />}
    </section>
  );
}

function CommentForm({ path }: { path: string }) {
  const t = useTranslations();
  const client = useQueryClient();
  const form = useApiForm({
    schema: NewComment,
    defaultValues: { text: '' },
    draftKey: `comment ${path}`,
    send: (comment) => api.post<Comment>(path, comment),
    announcement: t('card.comments.sent'),
    onSaved: () => {
      // The button goes with the text, and would take the focus with it.
      const { current } = form.props.formRef;
      if (current?.contains(document.activeElement)) current.querySelector('textarea')?.focus();
      return client.invalidateQueries({ queryKey: [`${path}?size=200`] });
    },
  });
  return (
    <Form {...form.props} label={t('card.comments.form')}>
      <TextArea label={t('card.comments.new')} rows={2} max={5000} {...form.field('text')} />
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
