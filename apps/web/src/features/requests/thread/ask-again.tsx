'use client';

import type { Request } from '@weir/contract';
import { checkTicket } from '@weir/domain';
import Link from 'next/link';
import { useState } from 'react';
import { Day } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import { DoorRefused } from '../ask/door-refused';
import styles from '../mine/my-board-requests.module.css';

type Props = { workspace: string; boardKey: string; request: Request; today: string; zone: string };

/** The ticket of a request: from its day on it is asked again with one press, once, and is first in its class. */
export function AskAgain({ workspace, boardKey, request, today, zone }: Props) {
  const { ticket, followedBy, number } = request;
  const renew = useRenew(workspace, boardKey);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<{ problem: AnyProblem; at: number } | null>(null);
  if (!ticket) return null;
  if (ticket.used)
    return (
      <p>
        You asked again
        {followedBy && (
          <>
            : <Link href={`/${workspace}/${boardKey}/requests/${followedBy.number}`}>{followedBy.ref}</Link>
          </>
        )}
        .
      </p>
    );

  const isTime = checkTicket(ticket, today).ok;
  const ask = async () => {
    setPending(true);
    setRefusal(null);
    const asked = await api.post<Request>(paths.askAgain(workspace, boardKey, number));
    setPending(false);
    if (!asked.ok) setRefusal({ problem: asked.problem, at: Date.now() });
    else announce(outcomeOf(asked.value));
    await renew();
  };
  return (
    <div className={styles.again}>
      {refusal && <DoorRefused {...refusal} zone={zone} />}
      <Button size="small" onPress={ask} isPending={isPending} isDisabled={!isTime}>
        {isTime ? (
          'Ask again'
        ) : (
          <span>
            Ask again from <Day date={ticket.from} />
          </span>
        )}
      </Button>
      <p className={styles.soft}>As you wrote it, once.</p>
    </div>
  );
}

function outcomeOf({ ref, position, answer }: Request): string {
  return answer ? `${ref} has its answer already: not now` : `${ref} is in the queue, at place ${position}`;
}
