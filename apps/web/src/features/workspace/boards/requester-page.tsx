'use client';

import type { BoardList, QueueList, Workspace } from '@weir/contract';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { LinkButton } from '@/components/form/button';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { MyRequests } from '@/features/requests/mine/my-requests';
import { useMyRequests } from '@/features/requests/mine/use-my-requests';
import styles from './boards.module.css';
import { ArchivedBoards, BoardsList } from './boards-list';
import { useBoards } from './use-boards';

type Props = { workspace: Workspace; path: string; first: BoardList; mine: QueueList };

/** Who only asks may read no events. */
const pace = 10_000;
const askLead =
  'Each team takes as many requests as it can answer in time. You see how full it is before you ask.';

/** The home of who only asks: where their requests stand, and the teams that they may ask. */
export function RequesterPage({ workspace, path, first, mine: firstRequests }: Props) {
  const { slug, role, name } = workspace;
  const { boards, archived, problem } = useBoards(path, first, pace);
  const mine = useMyRequests(firstRequests, pace);
  const hasAsked = mine.data.pages.some(({ items }) => items.length > 0);
  const teams =
    boards.length === 0 ? (
      <EmptyState title="No boards yet">An owner or a manager of {name} makes the first one.</EmptyState>
    ) : (
      <BoardsList workspace={slug} role={role} boards={boards} heading={hasAsked ? 'h3' : 'h2'} />
    );
  return (
    <Page>
      {hasAsked ? (
        <PageHeader title="Your requests">
          <LinkButton href="#ask">Ask a team</LinkButton>
        </PageHeader>
      ) : (
        <PageHeader title="Ask a team" meta={askLead} />
      )}
      {problem && <ProblemNotice problem={problem} role="status" />}
      {hasAsked ? (
        <>
          <MyRequests mine={mine} heading="h2" />
          <section id="ask" className={styles.teams} aria-labelledby="ask-title">
            <h2 id="ask-title">Ask a team</h2>
            <p className={styles.lead}>{askLead}</p>
            {teams}
          </section>
        </>
      ) : (
        <>
          {teams}
          <p className={styles.later}>What you ask for will stand here, with its place and its answer.</p>
        </>
      )}
      <ArchivedBoards workspace={slug} boards={archived} />
    </Page>
  );
}
