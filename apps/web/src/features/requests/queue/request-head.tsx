'use client';

import type { Request } from '@weir/contract';
import { isOverdue } from '@weir/domain';
import { requesterName } from '@weir/words';
import { type ReactNode, useEffect, useRef } from 'react';
import { StateWord } from '@/components/data/state-word';
import { Day, Instant, useNow } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { DueWord } from '../due-word';
import { GuestAddress } from '../guest-address';
import { useIntake } from '../intake-context';
import { RequestWaitLine } from '../waits/request-wait-line';
import { useAwaited } from '../waits/use-awaited';
import styles from './request-head.module.css';

/** What is requested, who requests it, its class of service, and when the answer is due. */
export function RequestHead({ request, takesFocus }: { request: Request; takesFocus: boolean }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { board, intake, waiting } = useIntake();
  const { ref, title, requester, submittedAt, watchers, description } = request;
  const open = waiting.filter((each) => each.requester.id === requester.id).length;
  const awaited = useAwaited();
  const heading = useRef<HTMLHeadingElement>(null);
  // The next request is announced by the focus.
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <header className={styles.head}>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h2>
      <p className={styles.who}>
        {t.rich(request.byForm ? 'intake.request.byForm' : 'intake.request.by', {
          ref,
          name: requesterName(t, requester),
          request: linkTo(`/${slug}/${board.key}/requests/${request.number}`),
          b: (text: ReactNode) => <b>{text}</b>,
          at: () => <Instant at={submittedAt} />,
        })}{' '}
        {request.state === 'waiting' &&
          (request.byForm
            ? t('intake.request.open', { count: open })
            : t('intake.request.openOf', { count: open, quota: intake.openPerRequester }))}{' '}
        {request.state === 'waiting' && watchers > 0 && t('intake.request.watchers', { count: watchers })}
      </p>
      <GuestAddress of={requester} />
      <Details request={request} />
      <Clock request={request} />
      <RequestWaitLine number={request.number} awaited={awaited} />
      {description ? (
        <p className={styles.description}>{description}</p>
      ) : (
        <p className={styles.none}>{t('requests.text.noDescription')}</p>
      )}
    </header>
  );
}

function Details({ request }: { request: Request }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { board } = useIntake();
  const { classOfService, neededBy, follows, redirectedFrom } = request;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('intake.request.classOfService')}</dt>
        <dd data-class={classOfService}>{t(`vocabulary.classes.${classOfService}`)}</dd>
      </div>
      {neededBy && (
        <div>
          <dt>{t('ask.fields.neededBy')}</dt>
          <dd>
            <Day date={neededBy} />
          </dd>
        </div>
      )}
      {request.state === 'waiting' && (
        <div>
          <dt>{t.rich('intake.request.answerBy', { at: () => <Instant at={request.answerBy} /> })}</dt>
          <dd>
            <DueWord answerBy={request.answerBy} pausedAt={request.pausedAt} />
          </dd>
        </div>
      )}
      {redirectedFrom && (
        <div>
          <dt>{t('intake.request.redirectedFrom')}</dt>
          <dd>
            <Link href={`/${slug}/${redirectedFrom.board}/requests/${redirectedFrom.number}`}>
              {redirectedFrom.ref}
            </Link>
          </dd>
        </div>
      )}
      {follows && (
        <div>
          <dt>{t('intake.request.follows')}</dt>
          <dd>
            <Link href={`/${slug}/${board.key}/requests/${follows.number}`}>{follows.ref}</Link>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The clock of a waiting request: stopped by a question, or when the request expires. */
function Clock({ request }: { request: Request }) {
  const t = useTranslations();
  const { state, pausedAt, requester, expiresAt } = request;
  const isLate = isOverdue(request, new Date(useNow()));
  if (state !== 'waiting') return null;
  if (pausedAt)
    return (
      <Notice
        tone="info"
        title={t('intake.request.stoppedTitle', { name: requesterName(t, requester) })}
        role="status"
      >
        {t.rich('intake.request.stoppedText', { at: () => <Instant at={pausedAt} /> })}
      </Notice>
    );
  return (
    <p className={styles.ends} data-late={isLate || undefined}>
      {isLate && (
        <StateWord state="over" size="small">
          {t('intake.allBoards.urgency.overdue')}
        </StateWord>
      )}
      <span>{t.rich('intake.request.expires', { at: () => <Instant at={expiresAt} /> })}</span>
    </p>
  );
}

function linkTo(href: string) {
  return (text: ReactNode) => <Link href={href}>{text}</Link>;
}
