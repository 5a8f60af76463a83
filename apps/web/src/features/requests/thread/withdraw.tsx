'use client';

import type { Request } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useRenew } from '@/lib/api/use-renew';
import { WithdrawDialog } from './withdraw-dialog';

type Props = { workspace: string; boardKey: string; request: Request };

export function Withdraw({ workspace, boardKey, request }: Props) {
  const renew = useRenew(workspace, boardKey);
  const send = () => api.delete<Request>(paths.request(workspace, boardKey, request.number));
  return (
    <WithdrawDialog request={request} send={send} renew={renew}>
      Asking for it later makes a new request, at the queue’s end.
    </WithdrawDialog>
  );
}
