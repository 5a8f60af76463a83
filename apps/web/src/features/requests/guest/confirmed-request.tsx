'use client';

import type { ConfirmedFormRequest } from '@weir/contract';
import { useEffect, useRef } from 'react';
import { Day, Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { LinkButton } from '@/components/form/button';
import { FormFrame } from './form-frame';
import styles from './guest.module.css';

/** It has a place, or its answer already; from here on its page tells. */
export function ConfirmedRequest({
  confirmed: { request, guestToken },
}: {
  confirmed: ConfirmedFormRequest;
}) {
  const { ref, title, position, answer, answerBy, board, neededBy } = request;
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <FormFrame title={answer ? 'It has its answer' : 'It is in the queue'} lead={`${board.name} · ${ref}`}>
      <div ref={here} tabIndex={-1} className={styles.arrived}>
        <Notice tone={answer ? 'info' : 'ok'} role="status" title={title}>
          {answer ? (
            <p>Its page has the answer in full.</p>
          ) : (
            <p>
              It has place {position}. You have an answer by <Instant at={answerBy} zone={board.timeZone} />,
              by e-mail and on its page.
            </p>
          )}
          {!answer && neededBy && neededBy < board.today && (
            <p>
              The day by which you need it, <Day date={neededBy} long />, has passed meanwhile. The team reads
              it as you wrote it; if it is of no use any more, withdraw it on its page.
            </p>
          )}
        </Notice>
      </div>
      <div className={styles.actions}>
        <LinkButton href={`/forms/requests#${guestToken}`} variant="primary">
          See your requests
        </LinkButton>
      </div>
      <p className={styles.soft}>
        Every e-mail of ours leads there, too. Whoever has that link may act in your name, so keep it to
        yourself.
      </p>
    </FormFrame>
  );
}
