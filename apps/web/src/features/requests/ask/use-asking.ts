'use client';

import { useRef, useState } from 'react';
import type { AnyProblem, Result } from '@/lib/api/result';
import { focusFault } from '@/lib/forms/focus-fault';

type Refusal = { problem: AnyProblem; at: number };
type Asking<Taken> = {
  /** What is missing, found before anything is sent. */
  fault: () => AnyProblem | null;
  send: () => Promise<Result<Taken>>;
  onTaken: (taken: Taken) => void;
};

/** Sends a request once, however often it is pressed, and keeps what refused it with the instant of the refusal. */
export function useAsking<Taken>({ fault, send, onTaken }: Asking<Taken>) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isPending, setPending] = useState(false);
  const isSending = useRef(false);

  const refuse = (problem: AnyProblem) => {
    setRefusal({ problem, at: Date.now() });
    if (problem.code === 'invalid-input') focusFault();
  };
  /** Whether something was sent: not where it is being sent already, or lacks something. */
  const ask = async (): Promise<boolean> => {
    // A second press may come before the button shows that it waits.
    if (isSending.current) return false;
    const missing = fault();
    if (missing) {
      refuse(missing);
      return false;
    }
    isSending.current = true;
    setPending(true);
    setRefusal(null);
    const sent = await send();
    isSending.current = false;
    setPending(false);
    if (sent.ok) onTaken(sent.value);
    else refuse(sent.problem);
    return true;
  };
  return { refusal, isPending, ask };
}
