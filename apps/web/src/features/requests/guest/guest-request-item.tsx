'use client';

import { Day, Instant } from '@/components/data/time';
import { AnswerLetter } from '../letter/answer-letter';
import styles from './guest.module.css';
import type { Acting } from './guest-action';
import { GuestAskAgain } from './guest-ask-again';
import { letterOf } from './guest-letter';
import { GuestMessages } from './guest-messages';
import { GuestStanding } from './guest-request-state';
import { GuestWithdraw } from './guest-withdraw';

/** One request: where it stands or its answer in full, what was said, and what may be done. */
export function GuestRequestItem(acting: Acting) {
  const { title, ref, board, submittedAt, answer, putBack, neededBy, description, follows } = acting.request;
  return (
    <li className={styles.request} aria-label={`${ref} ${title}`}>
      <div>
        {/* An answer’s letter says what was asked. */}
        <h2>{answer ? ref : title}</h2>
        <p className={styles.meta}>
          {!answer && `${ref} · `}
          {board.name} · asked <Instant at={submittedAt} zone={board.timeZone} />
          {follows && ` · again, after ${follows}`}
        </p>
      </div>
      {answer ? (
        <AnswerLetter
          zone={board.timeZone}
          letter={letterOf(acting.request, answer)}
          footer={
            <>
              {putBack && (
                <div className={styles.note}>
                  <p>
                    <b>{putBack.until ? 'It was put off' : 'It went back to the team’s queue'}</b>,{' '}
                    <Instant at={putBack.at} zone={board.timeZone} />.
                    {putBack.until && (
                      <>
                        {' '}
                        It may be asked again from <Day date={putBack.until} />.
                      </>
                    )}
                  </p>
                  <p>{putBack.text}</p>
                </div>
              )}
              <GuestAskAgain {...acting} />
            </>
          }
        />
      ) : (
        <GuestStanding request={acting.request} />
      )}
      <GuestMessages {...acting} />
      {(description || neededBy) && (
        <details className={styles.asked}>
          <summary>What you wrote</summary>
          {neededBy && (
            <p>
              Needed by <Day date={neededBy} long />
            </p>
          )}
          {description && <p dir="auto">{description}</p>}
        </details>
      )}
      {!answer && (
        <div className={styles.withdraw}>
          <GuestWithdraw {...acting} />
        </div>
      )}
    </li>
  );
}
