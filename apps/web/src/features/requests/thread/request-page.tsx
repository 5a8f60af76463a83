'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type MessageList, type Request, type RequestHistory } from '@weir/contract';
import { requesterName } from '@weir/words';
import dynamic from 'next/dynamic';
import { Day, Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { LinkButton } from '@/components/form/link-button';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { RequestCost } from '@/features/credits/request-cost';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useCurrentBoard } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useFollowBoard } from '@/lib/events/use-follow-board';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { RequestWork } from '../delivery/request-work';
import { GuestAddress } from '../guest-address';
import { Conversation, QuestionToRequester, useMessages } from './conversation';
import { RequestAnswer } from './request-answer';
import styles from './request-page.module.css';
import { RequestOutlook, RequestStatus } from './request-status';
import { RequesterActions } from './requester-actions';

const RequestWaits = dynamic(
  () =>
    withWordsOf('features/requests/thread/request-waits', import('./request-waits')).then(
      (loaded) => loaded.RequestWaits,
    ),
  { ssr: false },
);

type Props = {
  first: Request;
  messages: MessageList | undefined;
  /** How many requests wait on the board. */
  waiting: number;
};

/** One request with everything that happened to it, for its requester and for the team. */
export function RequestPage({ first, messages, waiting }: Props) {
  const t = useTranslations();
  const { slug, me, role } = useWorkspace();
  const { key } = useCurrentBoard();
  useFollowBoard();
  const query = useQuery({
    ...reading<Request>(requestPaths.request(slug, key, first.number)),
    initialData: first,
  });
  const request = query.data;
  // Read with the page, so that a question shows at once; the parts below share it.
  useMessages(request, messages);
  const { title, ref, requester, byForm, submittedAt, classOfService } = request;
  const isOwn = requester.id === me.id;
  const isReader = can(role, 'readAllRequests');
  const crumb = isReader
    ? { label: t('requests.page.crumb'), href: `/${slug}/${key}/intake` }
    : { label: t('requests.mine.title'), href: `/${slug}/${key}/ask` };
  return (
    <Page width="narrow">
      <PageHeader
        title={title}
        crumbs={[crumb]}
        meta={t.rich('requests.page.meta', {
          ref,
          class: t(`vocabulary.classes.${classOfService}`),
          requester: requesterName(t, requester),
          by: isOwn ? 'you' : byForm ? 'guest' : 'member',
          at: () => <Instant at={submittedAt} />,
        })}
      />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <div className={styles.page}>
        <GuestAddress of={requester} />
        <QuestionToRequester request={request} />
        {request.answer ? (
          <>
            <RequestAnswer request={request} isOwn={isOwn} isReader={isReader} />
            <RequestWork request={request} isOwn={isOwn} />
          </>
        ) : (
          <section className={styles.waits} aria-label={t('requests.status.label')}>
            <div className={styles.now}>
              <RequestStatus request={request} waiting={waiting} />
              <div className={styles.actions}>
                {can(role, 'answerRequests') && (
                  <LinkButton
                    href={`/${slug}/${key}/intake?request=${request.number}`}
                    size="small"
                    variant="primary"
                  >
                    {t('requests.page.answerIt')}
                  </LinkButton>
                )}
                {isOwn && <RequesterActions request={request} />}
              </div>
            </div>
            <RequestOutlook request={request} />
          </section>
        )}
        <RequestText request={request} />
        <RequestCost request={request} />
        <RequestLinks request={request} />
        <RequestWaits request={request} />
        <Conversation request={request} />
        <History number={request.number} />
      </div>
    </Page>
  );
}

/** The requester's text, and how many others asked for the same. */
function RequestText({ request: { neededBy, description, watchers } }: { request: Request }) {
  const t = useTranslations();
  return (
    <section className={styles.asked} aria-label={t('requests.text.label')}>
      {neededBy && (
        <p>
          {t.rich('requests.text.neededBy', {
            day: () => <Day date={neededBy} long />,
            b: (text) => <b>{text}</b>,
          })}
        </p>
      )}
      {description ? (
        <p className={styles.description} dir="auto">
          {description}
        </p>
      ) : (
        <p className={styles.soft}>{t('requests.text.noDescription')}</p>
      )}
      {watchers > 0 && <p className={styles.soft}>{t('requests.text.watchers', { count: watchers })}</p>}
    </section>
  );
}

/** The request that this one asks again, the one that asks this again, where it came from, and whose rest it is. */
function RequestLinks({
  request: { follows, followedBy, ticket, redirectedFrom, partOf },
}: {
  request: Request;
}) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key } = useCurrentBoard();
  if (!follows && !followedBy && !redirectedFrom && !partOf) return null;
  const linkTo = ({ number, ref, board = key }: { number: number; ref: string; board?: string }) => ({
    request: () => <Link href={`/${slug}/${board}/requests/${number}`}>{ref}</Link>,
  });
  return (
    <section className={styles.links} aria-label={t('requests.links.label')}>
      {redirectedFrom && <p>{t.rich('requests.links.redirectedFrom', linkTo(redirectedFrom))}</p>}
      {partOf && <p>{t.rich('requests.links.partOf', linkTo(partOf))}</p>}
      {follows && <p>{t.rich('requests.links.follows', linkTo(follows))}</p>}
      {followedBy && (
        <p>{t.rich('requests.links.followedBy', { ...linkTo(followedBy), ticket: ticket ? 'yes' : 'no' })}</p>
      )}
    </section>
  );
}

/** Everything that happened to a request, oldest first. The API words each entry for the reader. */
function History({ number }: { number: number }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key } = useCurrentBoard();
  const { data } = useQuery({
    ...reading<RequestHistory>(requestPaths.history(slug, key, number)),
    retry: false,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={styles.history} aria-labelledby="history">
      <h2 id="history">{t('requests.history.title')}</h2>
      <ol className={styles.entries}>
        {data.items.map(({ at, what, by }) => (
          <li key={`${at} ${what}`}>
            <span className={styles.at}>
              <Instant at={at} />
            </span>
            <span>
              {what}
              {by && <span className={styles.at}> – {requesterName(t, by)}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
