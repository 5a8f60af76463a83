'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Message, type MessageList, NewMessage, type Request } from '@weir/contract';
import { requesterName } from '@weir/words';
import { useRef, useState } from 'react';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextArea } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { sendDraft } from '@/lib/waiting/drafts';
import { useTranslations } from '@/lib/words/use-translations';
import { KeyName } from '../answer/shortcuts';
import { useIntake } from '../intake-context';
import styles from './conversation.module.css';

/** The messages on a request. A question to the requester stops its clock until they reply. */
export function Conversation({ request }: { request: Request }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { canAnswer } = useIntake();
  const { data } = useQuery(reading<MessageList>(requestPaths.messages(slug, useBoardKey(), request.number)));
  const [isWriting, setWriting] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const focusSoon = (what: 'textarea' | 'button') =>
    requestAnimationFrame(() => field.current?.querySelector<HTMLElement>(what)?.focus());
  const write = () => {
    setWriting(true);
    focusSoon('textarea');
  };
  const stop = () => {
    setWriting(false);
    focusSoon('button');
  };
  const canWrite = canAnswer && request.state === 'waiting';
  useShortcuts(canWrite ? { q: write } : {});
  const messages = data?.items ?? [];
  if (messages.length === 0 && !canWrite) return null;
  return (
    <section className={styles.conversation} aria-label={t('intake.conversation.label')}>
      {messages.length > 0 && (
        <ol className={styles.messages}>
          {messages.map((message) => (
            <MessageLine key={message.id} message={message} request={request} />
          ))}
        </ol>
      )}
      {canWrite && (
        <div ref={field}>
          {isWriting ? (
            <Composer request={request} onDone={stop} />
          ) : (
            <Button size="small" onPress={write}>
              <KeyName shortcut="q">
                {request.pausedAt ? t('intake.conversation.write') : t('intake.conversation.ask')}
              </KeyName>
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

/** One message: who wrote it, when, and whether it is a question that stopped the clock. */
function MessageLine({ message, request }: { message: Message; request: Request }) {
  const t = useTranslations();
  const { body, asks, by, at } = message;
  const isRequester = by.id === request.requester.id;
  return (
    <li className={styles.message} data-theirs={isRequester || undefined}>
      <p className={styles.who}>
        <b>{requesterName(t, by)}</b> {isRequester && <span>{t('intake.conversation.requester')}</span>}
        <Instant at={at} />
        {asks && (
          <span className={styles.asks}>
            <Glyph name="pause" size={11} /> {t('intake.conversation.question')}
          </span>
        )}
      </p>
      <p className={styles.body}>{body}</p>
    </li>
  );
}

/** A question pauses the deadline of somebody else's request. A message that asks nothing does not. */
function Composer({ request, onDone }: { request: Request; onDone: () => void }) {
  const t = useTranslations();
  const client = useQueryClient();
  const { slug, me } = useWorkspace();
  const renew = useRenewBoard();
  const { id } = request.requester;
  const name = requesterName(t, request.requester);
  const canStopClock = id !== me.id && request.pausedAt === null;
  const path = requestPaths.messages(slug, useBoardKey(), request.number);
  const form = useApiForm({
    schema: schemas.NewMessage,
    defaultValues: { body: '' },
    draftKey: `message ${path}`,
    check: ({ body }) => (body.trim() ? [] : [{ path: 'body', message: t('intake.conversation.missing') }]),
    send: (message: NewMessage, asks: boolean | undefined, draft) => {
      const body = { ...message, ...(asks && { asks }) };
      return sendDraft<Message>({ method: 'POST', path, body }, draft);
    },
    announcement: ({ asks }) =>
      asks ? t('intake.conversation.asked', { name }) : t('requests.conversation.sent'),
    onSaved: async (message) => {
      client.setQueryData<MessageList>([path], (now) => now && { items: [...now.items, message] });
      onDone();
      await renew();
    },
  });
  return (
    <Form
      {...form.props}
      onSubmit={() => form.submit(canStopClock)}
      onEscape={onDone}
      label={t('intake.conversation.message')}
      className={styles.composer}
    >
      <TextArea
        label={
          canStopClock
            ? t('intake.conversation.questionTo', { name })
            : t('intake.conversation.messageTo', { name })
        }
        description={canStopClock ? t('intake.conversation.stopsClock') : t('intake.conversation.keepsClock')}
        rows={3}
        max={5000}
        {...form.field('body')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <div className={styles.actions}>
        {canStopClock && (
          <Button type="submit" variant="primary" size="small" isPending={form.isPending}>
            {t('intake.conversation.submitQuestion')}
          </Button>
        )}
        <Button
          type={canStopClock ? 'button' : 'submit'}
          size="small"
          isDisabled={form.isPending}
          {...(canStopClock && { onPress: () => form.submit(false) })}
        >
          {canStopClock ? t('intake.conversation.submitOnly') : t('intake.conversation.submit')}
        </Button>
        <Button size="small" variant="plain" onPress={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </Form>
  );
}
