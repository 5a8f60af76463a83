'use client';

import type { Request } from '@weir/contract';
import Link from 'next/link';
import { AnswerWord } from '../letter/answer-word';
import styles from '../queue/intake.module.css';

type Props = { requests: readonly Request[]; workspace: string; boardKey: string };

/** What was just sent, until the next answer: nothing has to be caught in passing. */
export function LastAnswer({ requests, workspace, boardKey }: Props) {
  const [request] = requests;
  if (!request?.answer) return null;
  const { answer, number, ref, title, card } = request;
  const home = `/${workspace}/${boardKey}`;
  return (
    <p className={styles.last} role="status">
      <AnswerWord kind={answer.kind} />
      {requests.length === 1 ? (
        <span>
          <Link href={`${home}/requests/${number}`}>
            {ref} {title}
          </Link>
          {card ? ` is card ${card.ref} now.` : ' has its answer.'}
        </span>
      ) : (
        <span>
          {requests.length} requests have their answers:{' '}
          <Link href={`${home}/intake?show=answered`}>{requests.map((each) => each.ref).join(', ')}</Link>
        </span>
      )}
    </p>
  );
}
