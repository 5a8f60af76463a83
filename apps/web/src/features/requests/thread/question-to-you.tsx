'use client';

import type { Request, User } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { Reply } from './reply';
import styles from './request-page.module.css';
import { useMessages } from './use-messages';

type Props = { me: User; workspace: string; boardKey: string; request: Request; zone: string };

/** A question for which one's own request waits, with the box to reply where it is read. */
export function QuestionToYou({ me, workspace, boardKey, request, zone }: Props) {
  const { question } = useMessages(workspace, boardKey, request);
  if (!question || request.requester.id !== me.id) return null;
  return (
    <section aria-label="The team asks you">
      <Notice tone="warn" title="The team asks you">
        <p className={styles.question} dir="auto">
          {question.body}
        </p>
        <p className={styles.soft}>
          {question.by.name}, <Instant at={question.at} zone={zone} />. The clock stands still until you
          reply.
        </p>
        <div className={styles.reply}>
          <Reply {...{ me, workspace, boardKey, request }} label="Your reply" mayAsk={false} />
        </div>
      </Notice>
    </section>
  );
}
