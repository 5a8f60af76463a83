'use client';

import type { Request, RequesterBoard } from '@weir/contract';
import Link from 'next/link';
import { AnswerLetter } from '../letter/answer-letter';
import { DisplacedNote } from '../letter/displaced-note';
import { AskAgain } from '../thread/ask-again';
import { PutBackNote } from '../thread/put-back-note';
import { Standing } from '../thread/request-state';
import { OwnActions } from '../thread/requester-actions';
import { classWords } from '../words';
import styles from './my-board-requests.module.css';

type Props = { workspace: string; door: RequesterBoard; request: Request };

/** One own request in the list: where it stands, or its answer in full. */
export function OwnRequest({ workspace, door, request }: Props) {
  const { number, ref, title, classOfService, answer, card } = request;
  const place = { workspace, boardKey: door.key };
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <Link
          href={`/${workspace}/${door.key}/requests/${number}`}
          className={answer ? styles.ref : styles.title}
        >
          {answer ? ref : title}
        </Link>
        <span className={styles.soft}>
          {answer ? '' : `${ref} · `}
          {classWords[classOfService].label}
        </span>
      </div>
      {answer ? (
        <AnswerLetter
          zone={door.timeZone}
          at={place}
          letter={{ title, classOfService, answer, cardRef: card?.ref ?? null }}
          footer={
            <>
              <DisplacedNote cardRef={card?.ref ?? null} displaced={request.displaced} zone={door.timeZone} />
              <PutBackNote card={card} zone={door.timeZone} />
              <AskAgain {...place} request={request} today={door.today} zone={door.timeZone} />
            </>
          }
        />
      ) : (
        <div className={styles.row}>
          <Standing request={request} waiting={door.intake.waiting} zone={door.timeZone} />
          <OwnActions {...place} request={request} today={door.today} />
        </div>
      )}
    </li>
  );
}
