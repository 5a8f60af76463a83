'use client';

import type { BoardList, QueueList } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { LinkButton } from '@/components/form/link-button';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { MyRequests } from '@/features/requests/mine/my-requests';
import { useMyRequests } from '@/features/requests/mine/use-my-requests';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './boards.module.css';
import { ArchivedBoards, BoardsList } from './boards-list';
import { NoBoardsYet } from './boards-page';
import { useBoards } from './use-boards';

/** Requesters may not read a board's events, so their page polls. */
const pollEvery = 10_000;

/** The home of a requester: the status of their requests, and the teams that they can ask. */
export function RequesterPage({
  path,
  first,
  mine: firstRequests,
}: {
  path: string;
  first: BoardList;
  mine: QueueList;
}) {
  const t = useTranslations();
  const { boards, archived, problem } = useBoards(path, first, pollEvery);
  const mine = useMyRequests(firstRequests, pollEvery);
  const isAny = mine.data.pages.some(({ items }) => items.length > 0);
  const teams =
    boards.length === 0 ? <NoBoardsYet /> : <BoardsList boards={boards} heading={isAny ? 'h3' : 'h2'} />;
  return (
    <Page>
      {isAny ? (
        <PageHeader title={t('requests.mine.title')}>
          <LinkButton href="#ask">{t('workspace.requester.ask')}</LinkButton>
        </PageHeader>
      ) : (
        <PageHeader title={t('workspace.requester.ask')} meta={t('workspace.requester.lead')} />
      )}
      {problem && <ProblemNotice problem={problem} role="status" />}
      {isAny ? (
        <>
          <MyRequests mine={mine} heading="h2" />
          <section id="ask" className={styles.teams} aria-labelledby="ask-title">
            <h2 id="ask-title">{t('workspace.requester.ask')}</h2>
            <p className={styles.lead}>{t('workspace.requester.lead')}</p>
            {teams}
          </section>
        </>
      ) : (
        <>
          {teams}
          <p className={styles.later}>{t('requests.mine.here.emptyText')}</p>
        </>
      )}
      <ArchivedBoards boards={archived} />
    </Page>
  );
}
