'use client';

import { type Message, NewMessage, type Request, type User } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Checkbox } from '@/components/checkbox';
import { Form } from '@/components/form';
import { announce } from '@/components/live-region';
import { fieldError, ProblemNotice } from '@/components/problem-notice';
import { TextArea } from '@/components/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import { useKept } from '@/lib/use-kept';

type Props = {
  me: User;
  workspace: string;
  boardKey: string;
  request: Request;
  label: string;
  /** Whether it may be a question, which stops the clock. */
  mayAsk: boolean;
};

const nothing = { body: '' };

/** Says something on a request. What was typed stays until it is sent. */
export function Reply({ me, workspace, boardKey, request, label, mayAsk }: Props) {
  const { number, ref, requester } = request;
  const renew = useRenew(workspace, boardKey);
  const [draft, change, forget] = useKept(`weir:${me.id}:say:${workspace}/${ref}`, nothing);
  const [asks, setAsks] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const send = async () => {
    if (isPending) return;
    const message = NewMessage.safeParse({ body: draft.body, ...(asks && mayAsk && { asks }) });
    if (!message.success) return setProblem(invalidInput(message.error));
    setPending(true);
    const sent = await api.post<Message>(paths.messages(workspace, boardKey, number), message.data);
    if (sent.ok) {
      forget();
      setAsks(false);
      announce('Sent');
      await renew();
    }
    setPending(false);
    setProblem(sent.ok ? null : sent.problem);
  };
  return (
    <Form onSubmit={send} label={label}>
      <TextArea
        label={label}
        rows={3}
        max={5000}
        value={draft.body}
        onChange={(body) => {
          change({ body });
          setProblem(null);
        }}
        error={fieldError(problem, 'body') && 'Write a few words first.'}
      />
      {mayAsk && (
        <Checkbox
          isSelected={asks}
          onChange={setAsks}
          hint={`The clock of ${ref} stands still until they reply.`}
        >
          It is a question to {requester.name}
        </Checkbox>
      )}
      {problem && <ProblemNotice problem={problem} shown={['body']} />}
      <div>
        <Button type="submit" isPending={isPending}>
          Send
        </Button>
      </div>
    </Form>
  );
}
