'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Comment, NewComment } from '@weir/contract';
import { useState } from 'react';
import { Avatar } from '@/components/data/avatar';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextArea } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { readingAll } from '@/lib/api/query';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { useUnsaved } from '@/lib/use-unsaved';
import { useBoardContext } from '../../board-context';
import styles from './card-panel.module.css';

export function Comments({ number, canWrite }: { number: number; canWrite: boolean }) {
  const { workspace, board } = useBoardContext();
  const client = useQueryClient();
  const path = paths.comments(workspace, board.key, number);
  const query = useQuery(readingAll<Comment>(`${path}?size=200`));
  const [text, setText] = useUnsaved(`comment ${path}`, '');
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const submit = async () => {
    if (isPending) return;
    const checked = NewComment.safeParse({ text });
    if (!checked.success) return setProblem(text.trim() ? invalidInput(checked.error) : null);
    setPending(true);
    const result = await api.post<Comment>(path, checked.data);
    if (result.ok) await client.invalidateQueries({ queryKey: [`${path}?size=200`] });
    setPending(false);
    setProblem(result.ok ? null : result.problem);
    if (result.ok) setText('');
  };
  const comments = query.data?.items ?? [];
  return (
    <section className={styles.section} aria-label="Comments">
      <h3>Comments</h3>
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <ol className={styles.comments}>
        {comments.map((comment) => (
          <li key={comment.id} className={styles.comment}>
            <Avatar name={comment.by?.name ?? '?'} size={24} isDecorative />
            <span className={styles.by}>
              <b>{comment.by?.name ?? 'Somebody'}</b> <Ago at={comment.at} zone={board.timeZone} />
            </span>
            <p dir="auto">{comment.text}</p>
          </li>
        ))}
      </ol>
      {query.data && comments.length === 0 && !canWrite && <p className={styles.by}>None yet.</p>}
      {canWrite && (
        <Form onSubmit={submit} label="Comment on this card">
          <TextArea label="New comment" rows={2} max={5000} value={text} onChange={setText} />
          {problem && <ProblemNotice problem={problem} />}
          {text.trim() && (
            <div>
              <Button type="submit" isPending={isPending}>
                Comment
              </Button>
            </div>
          )}
        </Form>
      )}
    </section>
  );
}
