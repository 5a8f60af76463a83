'use client';

import type { GuestMessage } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import styles from './guest.module.css';
import type { Acting } from './guest-action';
import { GuestReply } from './guest-reply';

/** What was said on a request; the question that waits for its guest stands out, with the box to reply. */
export function GuestMessages(acting: Acting) {
  const { messages, pausedAt, answer, board, ref } = acting.request;
  const question = pausedAt && !answer ? messages.findLast(({ asks }) => asks) : undefined;
  const said = messages.filter((message) => message !== question);
  const at = (message: GuestMessage) => <Instant at={message.at} zone={board.timeZone} />;
  return (
    <>
      {said.length > 0 && (
        <ol className={styles.messages} aria-label={`What was said on ${ref}`}>
          {said.map((message) => (
            <li key={message.id}>
              <p className={styles.by}>
                <b>{message.own ? 'You' : 'The team'}</b>, {at(message)}
              </p>
              <p className={styles.body} dir="auto">
                {message.body}
              </p>
            </li>
          ))}
        </ol>
      )}
      {question && (
        <Notice tone="warn" title="The team asks you" role="status">
          <p className={styles.body} dir="auto">
            {question.body}
          </p>
          <p className={styles.soft}>{at(question)}. The clock stands still until you reply.</p>
          <div className={styles.reply}>
            <GuestReply {...acting} />
          </div>
        </Notice>
      )}
    </>
  );
}
