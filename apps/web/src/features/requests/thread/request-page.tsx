'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type MessageList, type Request, type User, type Workspace } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { LinkButton } from '@/components/form/button';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useFollow } from '../ask/use-door';
import { classWords } from '../words';
import { History } from './history';
import { QuestionToYou } from './question-to-you';
import { RequestAnswer } from './request-answer';
import { RequestClock } from './request-clock';
import { RequestLinks } from './request-links';
import styles from './request-page.module.css';
import { Standing } from './request-state';
import { WhatIsAsked } from './request-text';
import { OwnActions } from './requester-actions';
import { Conversation } from './requester-conversation';
import { useMessages } from './use-messages';

/** What the page needs of the board, from wherever its reader may read it. */
export type Around = { key: string; name: string; today: string; timeZone: string; waiting: number };
type Props = {
  me: User;
  workspace: Workspace;
  around: Around;
  first: Request;
  said: MessageList | undefined;
};

/** One request with all that became of it, for who asked and for the team. */
export function RequestPage({ me, workspace, around, first, said }: Props) {
  const { slug, role } = workspace;
  const { key, today, timeZone: zone } = around;
  useFollow(slug, key, role);
  const query = useQuery({
    ...reading<Request>(paths.request(slug, key, first.number)),
    initialData: first,
  });
  const request = query.data;
  // Read with the page, so that a question is there when it is seen; the parts below share it.
  useMessages(slug, key, request, said);
  const { title, ref, requester, byForm, submittedAt, classOfService } = request;
  const isOwn = requester.id === me.id;
  const isReader = can(role, 'readAllRequests');
  const crumb = isReader
    ? { label: 'Requests', href: `/${slug}/${key}/intake` }
    : { label: `Ask ${around.name}`, href: `/${slug}/${key}/ask` };
  const place = { workspace: slug, boardKey: key, request };
  return (
    <Page width="narrow">
      <PageHeader
        title={title}
        crumbs={[crumb]}
        meta={
          <>
            {ref} · {classWords[classOfService].label} · asked by {isOwn ? 'you' : requester.name}
            {byForm && ', by the public form'}, <Instant at={submittedAt} zone={zone} />
          </>
        }
      />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <div className={styles.page}>
        <QuestionToYou {...place} me={me} zone={zone} />
        {request.answer ? (
          <RequestAnswer {...place} {...{ today, zone, isOwn, isReader }} />
        ) : (
          <section className={styles.waits} aria-label="Where it stands">
            <div className={styles.now}>
              <Standing request={request} waiting={around.waiting} zone={zone} />
              <div className={styles.actions}>
                {can(role, 'answerRequests') && (
                  <LinkButton
                    href={`/${slug}/${key}/intake?request=${request.number}`}
                    size="small"
                    variant="primary"
                  >
                    Answer it
                  </LinkButton>
                )}
                {isOwn && <OwnActions {...place} today={today} />}
              </div>
            </div>
            <RequestClock request={request} zone={zone} />
          </section>
        )}
        <WhatIsAsked request={request} />
        <RequestLinks {...place} />
        <Conversation {...place} me={me} role={role} zone={zone} />
        <History workspace={slug} boardKey={key} number={request.number} zone={zone} />
      </div>
    </Page>
  );
}
