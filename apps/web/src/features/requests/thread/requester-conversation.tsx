'use client';

import { can, type Request, type Role, type User } from '@weir/contract';
import { Avatar } from '@/components/data/avatar';
import { StateWord } from '@/components/data/state-word';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Reply } from './reply';
import styles from './requester-conversation.module.css';
import { useMessages } from './use-messages';

type Props = { me: User; role: Role; workspace: string; boardKey: string; request: Request; zone: string };

/** What was said on a request, and the box to say more. An open question stands out to whom it was put. */
export function Conversation({ me, role, workspace, boardKey, request, zone }: Props) {
  const { messages, question, isRead, problem } = useMessages(workspace, boardKey, request);
  const isOwn = request.requester.id === me.id;
  // A question to oneself has its own box, where it is asked.
  const mayWrite = can(role, 'submitRequests') && !(isOwn && question);
  return (
    <section className={styles.conversation} aria-labelledby="conversation">
      <h2 id="conversation">Conversation</h2>
      {problem && <ProblemNotice problem={problem} role="status" />}
      {isRead && messages.length === 0 && <p className={styles.soft}>Nobody has said anything yet.</p>}
      {messages.length > 0 && (
        <ol className={styles.messages}>
          {messages.map((message) => (
            <li key={message.id} className={styles.message} data-open={message === question || undefined}>
              <Avatar name={message.by.name} size={26} isDecorative />
              <div>
                <p className={styles.by}>
                  <b>{message.by.id === me.id ? 'You' : message.by.name}</b>
                  <Instant at={message.at} zone={zone} />
                  {message.asks && (
                    <StateWord state={message === question ? 'near' : 'none'} size="small">
                      {message === question ? 'Question, open' : 'Question'}
                    </StateWord>
                  )}
                </p>
                <p className={styles.body} dir="auto">
                  {message.body}
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
      {mayWrite && (
        <Reply
          key={request.number}
          {...{ me, workspace, boardKey, request }}
          label="Say something"
          mayAsk={can(role, 'answerRequests') && !isOwn && !request.answer && !request.pausedAt}
        />
      )}
    </section>
  );
}
