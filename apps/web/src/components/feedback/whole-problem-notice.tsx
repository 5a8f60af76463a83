'use client';

import { fieldName } from '@weir/words';
import type { ReactNode } from 'react';
import { Link } from '@/components/layout/link';
import type { AnyProblem } from '@/lib/api/result';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { Notice } from './notice';
import styles from './notice.module.css';

export type ProblemNoticeProps = {
  problem: AnyProblem;
  /** What to do, if the page knows better than the general advice (cards to finish, a button). */
  children?: ReactNode;
  actions?: ReactNode;
  /** The fields that show their own errors; those are left out here. */
  shown?: readonly string[];
  role?: 'alert' | 'status';
};

/** Loaded with the first problem, together with the texts of all problems. */
export function WholeProblemNotice({
  problem,
  children,
  actions,
  shown = [],
  role = 'alert',
}: ProblemNoticeProps) {
  const t = useTranslations();
  const title = problem.title || t(`problems.${problem.code}.title`);
  const detail = problem.detail || t(`problems.${problem.code}.meaning`);
  const isOneSentence = saysTitle({ title, detail });
  const errors = 'errors' in problem ? problem.errors.filter(({ path }) => !shown.includes(path)) : [];
  const isRefusal = problem.status >= 400 && problem.status < 500;
  return (
    <Notice
      tone={isRefusal ? 'refusal' : 'warn'}
      title={isOneSentence ? detail : title}
      actions={actions}
      role={role}
    >
      {!isOneSentence && <p>{detail}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, message }) => {
            const field = fieldName({ t }, path);
            return (
              <li key={`${path} ${message}`}>
                {field && <b>{field} </b>}
                {message}
              </li>
            );
          })}
        </ul>
      )}
      {children ?? <WhatNow problem={problem} />}
    </Notice>
  );
}

/** “The intake queue is full: 8 of 8 places are taken.” needs no “The intake queue is full” above it. */
function saysTitle({ title, detail }: { title: string; detail: string }): boolean {
  return detail.startsWith(title);
}

function WhatNow({ problem }: { problem: AnyProblem }) {
  const t = useTranslations();
  const dates = useDates();
  const wait = 'retryAfterSeconds' in problem ? problem.retryAfterSeconds : null;
  const isOnlyWait = wait !== null && (problem.code === 'rate-limited' || problem.code === 'overloaded');
  return (
    <p className={styles.now}>
      {!isOnlyWait && `${t(`problems.${problem.code}.whatNow`)} `}
      {wait !== null && `${t('time.retryIn', { wait: dates.duration(wait, Math.ceil) })} `}
      <Link href={problem.type}>{t('problems.pages.explain')}</Link>
    </p>
  );
}
