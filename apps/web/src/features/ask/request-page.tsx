'use client';

import { useQuery } from '@tanstack/react-query';
import { may, type Request, type User, type Workspace } from '@weir/contract';
import Link from 'next/link';
import { LinkButton } from '@/components/button';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { ProblemNotice } from '@/components/problem-notice';
import { Day, Instant } from '@/components/time';
import { AnswerLetter } from '@/features/intake/answer-letter';
import { classWords } from '@/features/intake/words';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { AskAgain } from './ask-again';
import { OwnActions } from './own-actions';
import { PutBackNote } from './put-back-note';
import { RequestLinks } from './request-links';
import styles from './request-page.module.css';
import { Standing } from './standing';
import { useFollow } from './use-door';

/** What the page needs of the board, from wherever its reader may read it. */
export type Around = { key: string; name: string; today: string; timeZone: string; waiting: number };
type Props = { me: User; workspace: Workspace; around: Around; first: Request };

/** One request with all that became of it, for who asked and for the team. */
export function RequestPage({ me, workspace, around, first }: Props) {
  const { slug, role } = workspace;
  const { key, today, timeZone: zone } = around;
  const pace = useFollow(slug, key, role);
  const query = useQuery({
    ...reading<Request>(paths.request(slug, key, first.number)),
    initialData: first,
    ...pace,
  });
  const request = query.data;
  const { title, ref, requester, submittedAt, classOfService, neededBy, description, answer, card } = request;
  const isOwn = requester.id === me.id;
  const isReader = may(role, 'readAllRequests');
  const crumb = isReader
    ? { label: 'Requests', href: `/${slug}/${key}/intake` }
    : { label: `Ask ${around.name}`, href: `/${slug}/${key}/ask` };
  return (
    <Page width="narrow">
      <PageHeader
        title={title}
        crumbs={[crumb]}
        meta={
          <>
            {ref} · {classWords[classOfService].label} · asked by {isOwn ? 'you' : requester.name},{' '}
            <Instant at={submittedAt} zone={zone} />
          </>
        }
      />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <div className={styles.page}>
        {answer ? (
          <AnswerLetter
            zone={zone}
            letter={{ title, classOfService, answer, cardRef: card?.ref ?? null }}
            footer={
              <>
                {card && isReader && (
                  <p>
                    <Link href={`/${slug}/${key}?card=${card.number}`}>See {card.ref} on the board</Link>
                  </p>
                )}
                <PutBackNote card={card} zone={zone} />
                {isOwn && (
                  <AskAgain workspace={slug} boardKey={key} request={request} today={today} zone={zone} />
                )}
              </>
            }
          />
        ) : (
          <section className={styles.waits} aria-label="Where it stands">
            <Standing request={request} waiting={around.waiting} zone={zone} />
            <div className={styles.actions}>
              {may(role, 'answerRequests') && (
                <LinkButton
                  href={`/${slug}/${key}/intake?request=${request.number}`}
                  size="small"
                  variant="primary"
                >
                  Answer it
                </LinkButton>
              )}
              {isOwn && <OwnActions workspace={slug} boardKey={key} request={request} today={today} />}
            </div>
          </section>
        )}
        <section className={styles.asked} aria-label="What is asked">
          {neededBy && (
            <p>
              Needed by{' '}
              <b>
                <Day date={neededBy} long />
              </b>
            </p>
          )}
          {description ? (
            <p className={styles.description}>{description}</p>
          ) : (
            <p className={styles.soft}>There is no more than the title.</p>
          )}
        </section>
        <RequestLinks request={request} workspace={slug} boardKey={key} />
      </div>
    </Page>
  );
}
