'use client';

import type { GuestRequest } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { WithdrawDialog } from '../thread/withdraw-dialog';
import type { Acting } from './guest-action';

/** A guest takes a request back. */
export function GuestWithdraw({ request, token, renew }: Acting) {
  const { board, number } = request;
  const send = () => api.delete<GuestRequest>(paths.guestRequest(board.key, number), { guest: token });
  return <WithdrawDialog request={request} send={send} renew={renew} />;
}
