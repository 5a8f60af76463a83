'use client';

import type { NoticeList, Workspace } from '@weir/contract';
import { useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import type { AnyProblem } from '@/lib/api/result';
import { NoticeLine } from './notice-line';
import styles from './notices.module.css';
import { useMarkRead, useNotices } from './use-notices';

/** All that one was told, newest first. */
export function NoticesPage({ workspace: { slug }, first }: { workspace: Workspace; first: NoticeList }) {
  const query = useNotices(slug, first);
  const markRead = useMarkRead(slug);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<AnyProblem | null>(null);
  const notices = query.data.pages.flatMap(({ items }) => items);
  const { unread, mail } = query.data.pages[0] ?? first;
  const problem = refusal ?? query.error?.problem;
  const readAll = async () => {
    setPending(true);
    const read = await markRead();
    setPending(false);
    setRefusal(read.ok ? null : read.problem);
  };
  return (
    <Page width="narrow">
      <PageHeader
        title="Notices"
        meta={
          mail
            ? 'What concerns you, newest first. The same words come by e-mail.'
            : 'What concerns you, newest first. E-mail is not set up on this server: notices are here only.'
        }
      >
        {unread > 0 && (
          <Button onPress={readAll} isPending={isPending}>
            Mark all as read
          </Button>
        )}
      </PageHeader>
      {problem && <ProblemNotice problem={problem} role="status" />}
      {notices.length === 0 ? (
        <EmptyState title="Nothing to tell you yet">
          Answers to what you ask, questions to you and what becomes late stand here.
        </EmptyState>
      ) : (
        <ol className={styles.notices}>
          {notices.map((notice) => (
            <NoticeLine
              key={notice.id}
              notice={notice}
              workspace={slug}
              onOpen={() => markRead([notice.id])}
            />
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <p className={styles.more}>
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            Show older ones
          </Button>
        </p>
      )}
    </Page>
  );
}
