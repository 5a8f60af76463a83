'use client';

import { useFormatter } from 'next-intl';
import type { ReactNode } from 'react';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { AnswerWord } from '../letter/answer-letter';
import styles from './answer-form.module.css';
import type { AnsweredRequests } from './use-delayed-send';

/** What was just sent. It stays until the next answer. */
export function LastAnswer({ board, requests }: AnsweredRequests) {
  const t = useTranslations();
  const format = useFormatter();
  const { slug } = useWorkspace();
  const home = `/${slug}/${board}`;
  const [request] = requests;
  if (!request?.answer) return null;
  const { answer, number, ref, title, card } = request;
  const one = {
    ref,
    title,
    request: (text: ReactNode) => <Link href={`${home}/requests/${number}`}>{text}</Link>,
  };
  return (
    <p className={styles.last} role="status">
      <AnswerWord kind={answer.kind} />
      <span>
        {requests.length > 1
          ? t.rich('answers.last.several', {
              count: requests.length,
              refs: format.list(requests.map((each) => each.ref)),
              requests: (text: ReactNode) => <Link href={`${home}/intake?show=answered`}>{text}</Link>,
            })
          : card
            ? t.rich('answers.last.card', { ...one, card: card.ref })
            : t.rich('answers.last.answered', one)}
      </span>
    </p>
  );
}
