'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type Message, type MessageList, type Request } from '@weir/contract';
import { requesterName } from '@weir/words';
import { Checkbox } from '@/components/choice/checkbox';
import { Avatar } from '@/components/data/avatar';
import { StateWord } from '@/components/data/state-word';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey, useCurrentBoard } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useDraft } from '@/lib/drafts/use-draft';
import { sendDraft } from '@/lib/waiting/drafts';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './conversation.module.css';
import { MessageForm } from './message-form';

/** The messages of a request, and the form to write another unless its board is archived. An open question is marked. */
export function Conversation({ request }: { request: Request }) {
  const t = useTranslations();
  const { me, role } = useWorkspace();
  const { isArchived } = useCurrentBoard();
  const { messages, question, isRead, problem } = useMessages(request);
  const isOwn = request.requester.id === me.id;
  // A question to the reader has its own form, where it is asked.
  const canWrite = can(role, 'submitRequests') && !(isOwn && question);
  return (
    <section className={styles.conversation} aria-labelledby="conversation">
      <h2 id="conversation">{t('requests.conversation.title')}</h2>
      {problem && <ProblemNotice problem={problem} role="status" />}
      {isRead && messages.length === 0 && <p className={styles.soft}>{t('requests.conversation.empty')}</p>}
      {messages.length > 0 && (
        <ol className={styles.messages}>
          {messages.map((message) => (
            <li key={message.id} className={styles.message} data-open={message === question || undefined}>
              <Avatar person={message.by} size={26} isDecorative />
              <div>
                <p className={styles.by}>
                  <b>{message.by.id === me.id ? t('common.you') : requesterName(t, message.by)}</b>
                  <Instant at={message.at} />
                  {message.asks && (
                    <StateWord state={message === question ? 'near' : 'none'} size="small">
                      {message === question
                        ? t('requests.conversation.questionOpen')
                        : t('requests.conversation.question')}
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
      {canWrite && isArchived && <p className={styles.soft}>{t('requests.conversation.archived')}</p>}
      {canWrite && !isArchived && (
        <Reply
          key={request.number}
          request={request}
          label={t('requests.conversation.write')}
          canAsk={can(role, 'answerRequests') && !isOwn && !request.answer && !request.pausedAt}
        />
      )}
    </section>
  );
}

/** A question from the team to the reader, with the form to reply directly below it. */
export function QuestionToRequester({ request }: { request: Request }) {
  const t = useTranslations();
  const { me } = useWorkspace();
  const { question } = useMessages(request);
  if (!question || request.requester.id !== me.id) return null;
  return (
    <section aria-label={t('requests.question.title')}>
      <Notice tone="warn" title={t('requests.question.title')}>
        <p className={styles.question} dir="auto">
          {question.body}
        </p>
        <p className={styles.soft}>
          {t.rich('requests.question.from', {
            name: question.by.name,
            at: () => <Instant at={question.at} />,
          })}
        </p>
        <div className={styles.reply}>
          <Reply request={request} label={t('requests.question.reply')} canAsk={false} />
        </div>
      </Notice>
    </section>
  );
}

type ReplyProps = {
  request: Request;
  label: string;
  /** Whether it can be a question, which pauses the deadline. */
  canAsk: boolean;
};

/** A message by a member: the requester or somebody of the team. */
function Reply({ request: { number, ref, requester }, label, canAsk }: ReplyProps) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const key = useBoardKey();
  const renew = useRenewBoard();
  const asks = useDraft(`question ${slug}/${ref}`, false);
  return (
    <MessageForm
      label={label}
      draftKey={`message ${slug}/${ref}`}
      send={(text, draft) => {
        const body = { body: text, ...(asks.value && canAsk && { asks: true }) };
        return sendDraft<Message>(
          { method: 'POST', path: requestPaths.messages(slug, key, number), body },
          draft,
        );
      }}
      announcement={t('requests.conversation.sent')}
      onSent={() => {
        asks.discard();
        return renew();
      }}
    >
      {canAsk && (
        <Checkbox
          isSelected={asks.value}
          onChange={asks.set}
          hint={t('requests.conversation.asksHint', { ref, name: requesterName(t, requester) })}
        >
          {t('requests.conversation.asks', { name: requesterName(t, requester) })}
        </Checkbox>
      )}
    </MessageForm>
  );
}

/** Reads the messages of a request and finds the question that it is paused for. */
export function useMessages(request: Request, first?: MessageList) {
  const { slug } = useWorkspace();
  const key = useBoardKey();
  const { data, error } = useQuery({
    ...reading<MessageList>(requestPaths.messages(slug, key, request.number)),
    ...(first && { initialData: first }),
  });
  const messages = data?.items ?? [];
  return {
    messages,
    isRead: data !== undefined,
    question: openQuestion(messages, request),
    problem: error?.problem ?? null,
  };
}

/** The last question, while the request is paused for it. */
export function openQuestion<M extends { asks: boolean }>(
  messages: readonly M[],
  { pausedAt, answer }: { pausedAt: string | null; answer: unknown },
): M | undefined {
  return pausedAt && !answer ? messages.findLast(({ asks }) => asks) : undefined;
}
