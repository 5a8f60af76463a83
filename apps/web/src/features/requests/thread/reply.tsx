'use client';

import type { Message, Request, User } from '@weir/contract';
import { useState } from 'react';
import { Checkbox } from '@/components/form/checkbox';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useRenew } from '@/lib/api/use-renew';
import { MessageForm } from './message-form';

type Props = {
  me: User;
  workspace: string;
  boardKey: string;
  request: Request;
  label: string;
  /** Whether it may be a question, which stops the clock. */
  mayAsk: boolean;
};

/** What a member says on a request: who asked for it, or somebody of the team. */
export function Reply({ me, workspace, boardKey, request, label, mayAsk }: Props) {
  const { number, ref, requester } = request;
  const renew = useRenew(workspace, boardKey);
  const [asks, setAsks] = useState(false);
  return (
    <MessageForm
      label={label}
      kept={`weir:${me.id}:say:${workspace}/${ref}`}
      send={(body) =>
        api.post<Message>(paths.messages(workspace, boardKey, number), {
          body,
          ...(asks && mayAsk && { asks }),
        })
      }
      said="Sent"
      onSent={() => {
        setAsks(false);
        return renew();
      }}
    >
      {mayAsk && (
        <Checkbox
          isSelected={asks}
          onChange={setAsks}
          hint={`The clock of ${ref} stands still until they reply.`}
        >
          It is a question to {requester.name}
        </Checkbox>
      )}
    </MessageForm>
  );
}
