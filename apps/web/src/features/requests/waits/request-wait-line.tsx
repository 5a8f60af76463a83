'use client';

import dynamic from 'next/dynamic';
import { withWordsOf } from '@/lib/words/messages-of';
import styles from './request-wait-line.module.css';
import type { AwaitedRequests } from './use-awaited';

/** Few requests wait on other boards, so the mark loads when the first one is shown. */
const LateWaitLine = dynamic(
  () =>
    withWordsOf('features/board/card/waits/wait-line', import('@/features/board/card/waits/wait-line')).then(
      (loaded) => loaded.WaitLine,
    ),
  { ssr: false },
);

/** The requests of other boards that a waiting request waits on. Shows nothing if there are none. */
export function RequestWaitLine({ number, awaited }: { number: number; awaited: AwaitedRequests }) {
  const refs = awaited.of(number);
  if (refs.length === 0) return null;
  return <LateWaitLine refs={refs} awaited={awaited.all} className={styles.line} />;
}
