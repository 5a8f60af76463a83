'use client';

import type { GuestRequest } from '@weir/contract';
import { checkTicket } from '@weir/domain';
import { useState } from 'react';
import { Day } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { FormRefused } from './form-refused';
import styles from './guest.module.css';
import type { Acting } from './guest-action';

/** The ticket of a “not now”: from its day on it is asked again with one press, once. */
export function GuestAskAgain({ request, token, renew }: Acting) {
  const { ticket, followedBy, number, board, ref } = request;
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<{ problem: AnyProblem; at: number } | null>(null);
  if (!ticket) return null;
  if (ticket.used) return <p>You asked again{followedBy && `: ${followedBy}`}.</p>;
  const isTime = checkTicket(ticket, board.today).ok;
  const ask = async () => {
    setPending(true);
    setRefusal(null);
    const path = paths.guestAskAgain(board.key, number);
    const asked = await api.post<GuestRequest>(path, undefined, { guest: token });
    setPending(false);
    if (!asked.ok) return setRefusal({ problem: asked.problem, at: Date.now() });
    announce(`Asked again, as ${asked.value.ref}`);
    await renew();
  };
  return (
    <div className={styles.again}>
      {refusal && <FormRefused {...refusal} zone={board.timeZone} kept="Your ticket keeps." />}
      <Button
        size="small"
        onPress={ask}
        isPending={isPending}
        isDisabled={!isTime}
        aria-label={isTime ? `Ask ${ref} again` : undefined}
      >
        {isTime ? (
          'Ask again'
        ) : (
          <span>
            Ask again from <Day date={ticket.from} />
          </span>
        )}
      </Button>
    </div>
  );
}
