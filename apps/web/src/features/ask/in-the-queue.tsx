'use client';

import type { BoardDoor, Request } from '@weir/contract';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { Notice } from '@/components/notice';
import { Instant } from '@/components/time';
import styles from './ask.module.css';

/** It has arrived: where it stands and by when there is an answer. */
export function InTheQueue({
  request,
  door,
  workspace,
}: {
  request: Request;
  door: BoardDoor;
  workspace: string;
}) {
  const { number, ref, title, position, answerBy } = request;
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <div ref={here} tabIndex={-1} className={styles.arrived}>
      <Notice tone="ok" role="status" title={`${ref} is in the queue`}>
        <p>
          <Link href={`/${workspace}/${door.key}/requests/${number}`}>{title}</Link> has place {position}. You
          have an answer by <Instant at={answerBy} zone={door.timeZone} />.
        </p>
      </Notice>
    </div>
  );
}
