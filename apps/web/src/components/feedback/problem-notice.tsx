'use client';

import { type ProblemCode, problems } from '@weir/contract';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { AnyProblem } from '@/lib/api/result';
import { Wait } from '../data/time';
import { Notice } from './notice';
import styles from './notice.module.css';

/**
 * A refusal in place: what is so, why, and what can be done now. `children` take the place of the general
 * advice where the page knows better (cards to finish, a button). Errors of fields that the page shows beside
 * the fields are named in `shown` and left out here.
 */
export function ProblemNotice({
  problem,
  children,
  actions,
  shown = [],
  role = 'alert',
}: {
  problem: AnyProblem;
  children?: ReactNode;
  actions?: ReactNode;
  shown?: readonly string[];
  role?: 'alert' | 'status';
}) {
  const errors =
    problem.code === 'invalid-input' ? problem.errors.filter(({ path }) => !shown.includes(path)) : [];
  const isRefusal = problem.status >= 400 && problem.status < 500;
  return (
    <Notice
      tone={isRefusal ? 'refusal' : 'warn'}
      title={saysTitle(problem) ? problem.detail : problem.title}
      actions={actions}
      role={role}
    >
      {!saysTitle(problem) && <p>{problem.detail}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path && <b>{path} </b>}
              {message}
            </li>
          ))}
        </ul>
      )}
      {children ?? <WhatNow problem={problem} />}
    </Notice>
  );
}

/** “The intake queue is full: 8 of 8 wait.” needs no “The intake queue is full” above it. */
export function saysTitle({ title, detail }: { title: string; detail: string }): boolean {
  return detail.startsWith(title);
}

function WhatNow({ problem }: { problem: AnyProblem }) {
  if (problem.code === 'offline') return null;
  const { whatNow } = problems[problem.code as ProblemCode];
  return (
    <p className={styles.now}>
      {whatNow}{' '}
      {'retryAfterSeconds' in problem && (
        <>
          Come back in <Wait seconds={problem.retryAfterSeconds} />.{' '}
        </>
      )}
      <Link href={problem.type}>Why is that?</Link>
    </p>
  );
}

/** What is wrong with a field, by its path in the body; undefined where nothing is. */
export function fieldError(problem: AnyProblem | null | undefined, path: string): string | undefined {
  if (problem?.code !== 'invalid-input') return undefined;
  const found = problem.errors.find((error) => error.path === path);
  return found && sentence(found.message);
}

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
