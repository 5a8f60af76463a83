'use client';

import type { Request } from '@weir/contract';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { Day, Instant } from '@/components/data/time';
import { DueWord } from '../due-word';
import type { useIntake } from '../intake-context';
import { classWords, counted } from '../words';
import { ClockLine } from './clock-line';
import styles from './request-head.module.css';

type Props = {
  request: Request;
  waiting: Request[];
  workspace: string;
  now: ReturnType<typeof useIntake>;
};

let isFirst = true;

/** What is asked, by whom, as what, and by when it is to be answered. */
export function RequestHead({ request, waiting, workspace, now: { board, intake } }: Props) {
  const { ref, title, requester, submittedAt, classOfService, neededBy, follows, description } = request;
  const open = waiting.filter((each) => each.requester.id === requester.id).length;
  const heading = useRef<HTMLHeadingElement>(null);
  // The next request is heard; the page's first one does not take the focus.
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  return (
    <header className={styles.head}>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h2>
      <p className={styles.who}>
        <Link href={`/${workspace}/${board.key}/requests/${request.number}`}>{ref}</Link>, from{' '}
        <b>{requester.name}</b>
        {request.byForm && ', by the public form'}, asked <Instant at={submittedAt} zone={board.timeZone} />.
        {request.state === 'waiting' && (
          <>
            {' '}
            They have{' '}
            {request.byForm ? counted(open, 'request') : `${open} of ${intake.openPerRequester} requests`}{' '}
            open here.
            {request.watchers > 0 &&
              ` ${counted(request.watchers, 'other')} asked the same and ${request.watchers === 1 ? 'is' : 'are'} told, too.`}
          </>
        )}
      </p>
      <dl className={styles.facts}>
        <div>
          <dt>They ask for it as</dt>
          <dd data-class={classOfService}>{classWords[classOfService].label}</dd>
        </div>
        {neededBy && (
          <div>
            <dt>Needed by</dt>
            <dd>
              <Day date={neededBy} />
            </dd>
          </div>
        )}
        {request.state === 'waiting' && (
          <div>
            <dt>
              Answer by <Instant at={request.answerBy} zone={board.timeZone} />
            </dt>
            <dd>
              <DueWord answerBy={request.answerBy} pausedAt={request.pausedAt} zone={board.timeZone} />
            </dd>
          </div>
        )}
        {request.redirectedFrom && (
          <div>
            <dt>Redirected from</dt>
            <dd>
              <Link
                href={`/${workspace}/${request.redirectedFrom.board}/requests/${request.redirectedFrom.number}`}
              >
                {request.redirectedFrom.ref}
              </Link>
            </dd>
          </div>
        )}
        {follows && (
          <div>
            <dt>Asked again, after</dt>
            <dd>
              <Link href={`/${workspace}/${board.key}/requests/${follows.number}`}>{follows.ref}</Link>
            </dd>
          </div>
        )}
      </dl>
      <ClockLine request={request} zone={board.timeZone} />
      {description ? (
        <p className={styles.description}>{description}</p>
      ) : (
        <p className={styles.none}>They wrote no more than the title.</p>
      )}
    </header>
  );
}
