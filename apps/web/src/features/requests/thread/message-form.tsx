'use client';

import { NewMessage } from '@weir/contract';
import { type ReactNode, useState } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextArea } from '@/components/form/text-field';
import { announce } from '@/lib/announce';
import { type AnyProblem, invalidInput, type Result } from '@/lib/api/result';
import { useKept } from '@/lib/use-kept';

type Props = {
  label: string;
  /** Of the form, where it is not the field's. */
  name?: string;
  /** The name under which what was typed is kept. */
  kept: string;
  send: (body: string) => Promise<Result<unknown>>;
  /** What is heard once it is sent. */
  said: string;
  onSent: () => unknown;
  /** What else is chosen before it is sent. */
  children?: ReactNode;
};

const nothing = { body: '' };

/** Says something on a request, for members and guests alike. What was typed stays until it is sent. */
export function MessageForm({ label, name = label, kept, send, said, onSent, children }: Props) {
  const [draft, change, forget] = useKept(kept, nothing);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const submit = async () => {
    if (isPending) return;
    const message = NewMessage.safeParse(draft);
    if (!message.success) return setProblem(invalidInput(message.error));
    setPending(true);
    const sent = await send(message.data.body);
    setProblem(sent.ok ? null : sent.problem);
    if (sent.ok) {
      forget();
      announce(said);
      await onSent();
    }
    setPending(false);
  };
  return (
    <Form onSubmit={submit} label={name}>
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
      {children}
      {problem && problem.code !== 'invalid-input' && <ProblemNotice problem={problem} />}
      <div>
        <Button type="submit" isPending={isPending}>
          Send
        </Button>
      </div>
    </Form>
  );
}
