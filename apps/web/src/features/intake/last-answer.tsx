'use client';

import type { Request } from '@weir/contract';
import Link from 'next/link';
import { AnswerWord } from './answer-word';
import styles from './intake.module.css';

/** What was just sent, until the next answer: nothing has to be caught in passing. */
export function LastAnswer({
  request,
  workspace,
  boardKey,
}: {
  request: Request;
  workspace: string;
  boardKey: string;
}) {
  const { answer, number, ref, title, card } = request;
  if (!answer) return null;
  return (
    <p className={styles.last} role="status">
      <AnswerWord kind={answer.kind} />
      <span>
        <Link href={`/${workspace}/${boardKey}/requests/${number}`}>
          {ref} {title}
        </Link>
        {card ? ` is card ${card.ref} now.` : ' has its answer.'}
      </span>
    </p>
  );
}
