'use client';

import { type GuestRequest, NewGuestMessage } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Form } from '@/components/form';
import { announce } from '@/components/live-region';
import { fieldError, ProblemNotice } from '@/components/problem-notice';
import { TextArea } from '@/components/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { useKept } from '@/lib/use-kept';
import type { Acting } from './acting';

const nothing = { body: '' };

/** A reply to the team's question. What was typed stays until it is sent. */
export function GuestReply({ request: { board, number, ref }, token, renew }: Acting) {
  const [draft, change, forget] = useKept(`weir:guest-reply:${token}:${ref}`, nothing);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const send = async () => {
    if (isPending) return;
    const message = NewGuestMessage.safeParse(draft);
    if (!message.success) return setProblem(invalidInput(message.error));
    setPending(true);
    const path = paths.guestMessages(board.key, number);
    const sent = await api.post<GuestRequest>(path, message.data, { guest: token });
    setPending(false);
    setProblem(sent.ok ? null : sent.problem);
    if (!sent.ok) return;
    forget();
    announce('Sent. The clock goes on.');
    await renew();
  };
  return (
    <Form onSubmit={send} label={`Reply on ${ref}`}>
      <TextArea
        label="Your reply"
        rows={3}
        max={5000}
        value={draft.body}
        onChange={(body) => {
          change({ body });
          setProblem(null);
        }}
        error={fieldError(problem, 'body') && 'Write a few words first.'}
      />
      {problem && problem.code !== 'invalid-input' && <ProblemNotice problem={problem} />}
      <div>
        <Button type="submit" isPending={isPending}>
          Send
        </Button>
      </div>
    </Form>
  );
}
