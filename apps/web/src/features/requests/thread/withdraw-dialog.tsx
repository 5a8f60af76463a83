'use client';

import type { ReactNode } from 'react';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import type { AnyProblem, Result } from '@/lib/api/result';

type Props = {
  request: { ref: string; title: string };
  send: () => Promise<Result<unknown>>;
  renew: () => Promise<unknown>;
  /** What else is to be known before. */
  children?: ReactNode;
};

/** Asks before a request is taken back; what refuses is read here, and then what stands instead. */
export function WithdrawDialog({ request: { ref, title }, send, renew, children }: Props) {
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const withdraw = async (close: () => void) => {
    setPending(true);
    const gone = await send();
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
          <p>
            “{title}” leaves the queue, and its place is free at once. {children}
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
