'use client';

import type { Request, RequesterBoard } from '@weir/contract';
import { useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { RequestAnswer } from '../thread/request-answer';
import { RequestStatus } from '../thread/request-status';
import { RequesterActions } from '../thread/requester-actions';
import styles from './my-board-requests.module.css';

const answersShownFirst = 5;

/** The reader's requests on this board: the waiting ones in queue order, then the answered ones, newest first. */
export function MyBoardRequests({ door, requests }: { door: RequesterBoard; requests: Request[] }) {
  const t = useTranslations();
  const [isWhole, setWhole] = useState(false);
  const waiting = requests.filter(({ state }) => state === 'waiting');
  const answered = requests.filter(({ state }) => state === 'answered');
  const more = answered.length - answersShownFirst;
  const list = (items: Request[]) => (
    <ul className={styles.list}>
      {items.map((request) => (
        <MyRequest key={request.number} door={door} request={request} />
      ))}
    </ul>
  );
  return (
    <section className={styles.mine} aria-labelledby="my-requests">
      <h2 id="my-requests">{t('requests.mine.here.title')}</h2>
      {requests.length === 0 && (
        <EmptyState title={t('requests.mine.here.empty')}>{t('requests.mine.here.emptyText')}</EmptyState>
      )}
      {waiting.length > 0 && list(waiting)}
      {answered.length > 0 && (
        <>
          <h3 className={styles.sub}>{t('requests.mine.groups.answered')}</h3>
          {list(isWhole ? answered : answered.slice(0, answersShownFirst))}
        </>
      )}
      {!isWhole && more > 0 && (
        <p>
          <Button onPress={() => setWhole(true)}>{t('requests.mine.here.more', { count: more })}</Button>
        </p>
      )}
    </section>
  );
}

/** One request in the list: its status, or its answer in full. */
function MyRequest({ door, request }: { door: RequesterBoard; request: Request }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { number, ref, title, classOfService, answer } = request;
  const className = t(`vocabulary.classes.${classOfService}`);
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <Link href={`/${slug}/${door.key}/requests/${number}`} className={answer ? styles.ref : styles.title}>
          {answer ? ref : title}
        </Link>
        <span className={styles.soft}>{answer ? className : `${ref} · ${className}`}</span>
      </div>
      {answer ? (
        <RequestAnswer request={request} isOwn isReader={false} isInList />
      ) : (
        <div className={styles.row}>
          <RequestStatus request={request} waiting={door.intake.waiting} />
          <RequesterActions request={request} />
        </div>
      )}
    </li>
  );
}
