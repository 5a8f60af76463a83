'use client';

import type { GuestRequest } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { MessageForm } from '../thread/message-form';
import type { Acting } from './guest-action';

/** A reply to the team's question. */
export function GuestReply({ request: { board, number, ref }, token, renew }: Acting) {
  return (
    <MessageForm
      label="Your reply"
      name={`Reply on ${ref}`}
      kept={`weir:guest-reply:${token}:${ref}`}
      send={(body) =>
        api.post<GuestRequest>(paths.guestMessages(board.key, number), { body }, { guest: token })
      }
      said="Sent. The clock goes on."
      onSent={renew}
    />
  );
}
