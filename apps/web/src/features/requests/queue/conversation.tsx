'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type Board,
  type Message,
  type MessageList,
  NewMessage,
  type Request,
  type User,
} from '@weir/contract';
import { type RefObject, useRef, useState } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { TextArea } from '@/components/form/text-field';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import { useKept } from '@/lib/use-kept';
import keys from '../answer/keys.module.css';
import { useShortcuts } from '../answer/shortcuts';
import styles from './conversation.module.css';
import { MessageLine } from './message-line';

type Props = { me: User; workspace: string; board: Board; request: Request; mayAsk: boolean };

/** What was said on a request. A question to its requester stops its clock until they reply. */
export function Conversation({ me, workspace, board, request, mayAsk }: Props) {
  const { data } = useQuery(reading<MessageList>(paths.messages(workspace, board.key, request.number)));
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
  const maySpeak = mayAsk && request.state === 'waiting';
  useShortcuts(maySpeak ? { q: write } : {});
  const messages = data?.items ?? [];
  if (messages.length === 0 && !maySpeak) return null;
  return (
    <section className={styles.conversation} aria-label="Conversation">
      {messages.length > 0 && (
        <ol className={styles.messages}>
          {messages.map((message: Message) => (
            <MessageLine key={message.id} message={message} request={request} zone={board.timeZone} />
          ))}
        </ol>
      )}
      {maySpeak &&
        (isWriting ? (
          <Composer
            me={me}
            workspace={workspace}
            board={board}
            request={request}
            field={field}
            onDone={stop}
          />
        ) : (
          <div ref={field}>
            <Button size="small" onPress={write}>
              <span className={keys.named} data-key="Q">
                {request.pausedAt ? 'Write a message …' : 'Ask a question …'}
              </span>
            </Button>
          </div>
        ))}
    </section>
  );
}

type ComposerProps = Omit<Props, 'mayAsk'> & { field: RefObject<HTMLDivElement | null>; onDone: () => void };

/** A question of somebody else’s request stops its clock; what asks nothing lets it run. */
function Composer({ me, workspace, board, request, field, onDone }: ComposerProps) {
  const { key } = board;
  const client = useQueryClient();
  const renew = useRenew(workspace, key);
  const [{ body }, change, forget] = useKept(
    `weir:${me.id}:message:${workspace}/${key}:${request.number}`,
    nothing,
  );
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const mayStop = request.requester.id !== me.id && request.pausedAt === null;
  const { name } = request.requester;

  const send = async (asks: boolean) => {
    const message = NewMessage.safeParse({ body, ...(asks && { asks }) });
    if (!message.success) return setProblem(invalidInput(message.error));
    setPending(true);
    const path = paths.messages(workspace, key, request.number);
    const sent = await api.post<Message>(path, message.data);
    setPending(false);
    if (!sent.ok) return setProblem(sent.problem);
    announce(asks ? `${name} is asked, and the clock stands still` : 'It is sent');
    client.setQueryData<MessageList>([path], (now) => now && { items: [...now.items, sent.value] });
    forget();
    onDone();
    await renew();
  };

  return (
    <div ref={field} className={styles.composer}>
      <TextArea
        label={mayStop ? `What do you need to know from ${name}?` : `A message to ${name}`}
        description={
          mayStop
            ? 'A question stops the clock of this request until they reply.'
            : 'It asks nothing: the clock is as it is.'
        }
        rows={3}
        max={5000}
        value={body}
        onChange={(text) => change({ body: text })}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
        error={fieldError(problem, 'body') && 'Write something first.'}
      />
      {problem && problem.code !== 'invalid-input' && <ProblemNotice problem={problem} />}
      <div className={styles.actions}>
        {mayStop && (
          <Button variant="primary" size="small" isPending={isPending} onPress={() => send(true)}>
            Ask, and stop the clock
          </Button>
        )}
        <Button size="small" isDisabled={isPending} onPress={() => send(false)}>
          {mayStop ? 'Send without stopping it' : 'Send'}
        </Button>
        <Button size="small" variant="plain" onPress={onDone}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

const nothing = { body: '' };
