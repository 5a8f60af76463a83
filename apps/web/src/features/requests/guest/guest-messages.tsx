import type { GuestMessage, GuestRequest } from '@weir/contract';
import { useState } from 'react';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { useDraft } from '@/lib/drafts/use-draft';
import { useTranslations } from '@/lib/words/use-translations';
import { openQuestion } from '../thread/conversation';
import { MessageForm } from '../thread/message-form';
import styles from './guest.module.css';

type Props = { request: GuestRequest; token: string; renew: () => Promise<void> };

/** The messages of a request; an open question stands out, with the form to reply. */
export function GuestMessages({ request, token, renew }: Props) {
  const t = useTranslations();
  const { messages, board, ref } = request;
  const question = openQuestion(messages, request);
  const others = messages.filter((message) => message !== question);
  const at = (message: GuestMessage) => <Instant at={message.at} />;
  return (
    <>
      {others.length > 0 && (
        <ol className={styles.messages} aria-label={t('guest.request.messages', { ref })}>
          {others.map((message) => (
            <li key={message.id}>
              <p className={styles.by}>
                <b>{message.own ? t('common.you') : t('guest.request.team')}</b>, {at(message)}
              </p>
              <p className={styles.body} dir="auto">
                {message.body}
              </p>
            </li>
          ))}
        </ol>
      )}
      {question && (
        <Notice tone="warn" title={t('requests.question.title')} role="status">
          <p className={styles.body} dir="auto">
            {question.body}
          </p>
          <p className={styles.soft}>{t.rich('guest.request.questionFrom', { at: () => at(question) })}</p>
          <div className={styles.reply}>
            <MessageForm
              label={t('requests.question.reply')}
              name={t('guest.request.replyTo', { ref })}
              draftKey={`reply ${token.slice(0, 12)} ${ref}`}
              send={sendTo(request, token)}
              announcement={t('guest.request.replySent')}
              onSent={renew}
            />
          </div>
        </Notice>
      )}
      {!question && !board.archived && <WriteToTeam request={request} token={token} renew={renew} />}
    </>
  );
}

/** A message without a question. It starts open if it has an unsent draft. */
function WriteToTeam({ request, token, renew }: Props) {
  const t = useTranslations();
  const { ref } = request;
  const draftKey = `message ${token.slice(0, 12)} ${ref}`;
  const { isTyped } = useDraft<object | null>(draftKey, null);
  const [isOpen, setOpen] = useState(false);
  if (!isOpen && !isTyped)
    return (
      <div className={styles.write}>
        <Button
          size="small"
          variant="plain"
          aria-label={t('guest.request.writeAbout', { ref })}
          onPress={() => setOpen(true)}
        >
          {t('guest.request.write')}
        </Button>
      </div>
    );
  return (
    <MessageForm
      label={t('guest.request.message')}
      name={t('guest.request.writeAbout', { ref })}
      draftKey={draftKey}
      send={sendTo(request, token)}
      announcement={t('guest.request.messageSent')}
      onSent={async () => {
        await renew();
        setOpen(false);
      }}
    />
  );
}

function sendTo({ board, number }: GuestRequest, token: string) {
  return (body: string) =>
    api.post<GuestRequest>(guestPaths.guestMessages(board.key, number), { body }, { guest: token });
}
