'use client';

import type { GuestRequest } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog, DialogActions } from '@/components/dialog';
import { announce } from '@/components/live-region';
import { ProblemNotice } from '@/components/problem-notice';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import type { Acting } from './acting';

/** A guest takes a request back. */
export function GuestWithdraw({ request: { board, number, ref, title }, token, renew }: Acting) {
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const withdraw = async (close: () => void) => {
    setPending(true);
    const gone = await api.delete<GuestRequest>(paths.guestRequest(board.key, number), { guest: token });
    setPending(false);
    if (!gone.ok) return setProblem(gone.problem);
    announce(`${ref} is withdrawn`);
    close();
    await renew();
  };
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={`Withdraw ${ref}?`}
      onOpenChange={(isOpen) => {
        if (isOpen) return;
        // Answered in the meantime: the answer is read where the request was.
        if (problem) void renew();
        setProblem(null);
      }}
      trigger={
        <Button size="small" variant="plain" aria-label={`Withdraw ${ref}`}>
          Withdraw
        </Button>
      }
    >
      {(close) => (
        <>
          <p>“{title}” leaves the queue, and its place is free at once.</p>
          {problem && <ProblemNotice problem={problem} />}
          <DialogActions>
            <Button onPress={close}>{problem ? 'Close' : 'Keep it'}</Button>
            {!problem && (
              <Button variant="danger" isPending={isPending} onPress={() => withdraw(close)}>
                Withdraw
              </Button>
            )}
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
