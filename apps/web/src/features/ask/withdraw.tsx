'use client';

import type { Request } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog, DialogActions } from '@/components/dialog';
import { announce } from '@/components/live-region';
import { ProblemNotice } from '@/components/problem-notice';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';

type Props = { workspace: string; boardKey: string; request: Request };

export function Withdraw({ workspace, boardKey, request: { number, ref, title } }: Props) {
  const renew = useRenew(workspace, boardKey);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const withdraw = async (close: () => void) => {
    setPending(true);
    const gone = await api.delete<Request>(paths.request(workspace, boardKey, number));
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
        if (problem) renew();
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
          <p>
            “{title}” leaves the queue, and its place is free at once. Asking for it later makes a new
            request, at the queue’s end.
          </p>
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
