'use client';

import type { Request, RequesterBoard } from '@weir/contract';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { AnswerLetter } from '../letter/answer-letter';
import { AskAgain } from '../thread/ask-again';
import styles from './ask.module.css';

type Props = { request: Request; door: RequesterBoard; workspace: string };

/** It has arrived: where it stands and by when there is an answer, or the answer that it had at once. */
export function InTheQueue({ request, door, workspace }: Props) {
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <div ref={here} tabIndex={-1} className={styles.arrived}>
      {request.answer ? (
        <AnsweredAtOnce request={request} answer={request.answer} door={door} workspace={workspace} />
      ) : (
        <Waits request={request} door={door} workspace={workspace} />
      )}
    </div>
  );
}

function Waits({ request: { number, ref, title, position, answerBy }, door, workspace }: Props) {
  return (
    <Notice tone="ok" role="status" title={`${ref} is in the queue`}>
      <p>
        <Link href={`/${workspace}/${door.key}/requests/${number}`}>{title}</Link> has place {position}. You
        have an answer by <Instant at={answerBy} zone={door.timeZone} />.
      </p>
    </Notice>
  );
}

/** More came in than can be answered: it was set aside as it came, and nothing is lost. */
function AnsweredAtOnce({
  request,
  answer,
  door,
  workspace,
}: Props & { answer: NonNullable<Request['answer']> }) {
  const { ref, title, classOfService } = request;
  const place = { workspace, boardKey: door.key };
  return (
    <div className={styles.atOnce}>
      <Notice tone="warn" role="status" title={`${ref} has its answer already: not now`}>
        <p>
          More waits than this team can answer well. What you wrote is kept as {ref}, and you need not write
          it again.
        </p>
      </Notice>
      <AnswerLetter
        zone={door.timeZone}
        at={place}
        letter={{ title, classOfService, answer, cardRef: null }}
        footer={<AskAgain {...place} request={request} today={door.today} zone={door.timeZone} />}
      />
    </div>
  );
}
