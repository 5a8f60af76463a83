'use client';

import type { ConfirmedFormRequest } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { ConfirmedRequest } from './confirmed-request';
import { FormFrame } from './form-frame';
import { FormRefused } from './form-refused';
import styles from './guest.module.css';
import { LinkCutOff } from './link-cut-off';
import { useLinkToken } from './use-link-token';

const kept = 'Your request is kept as you sent it: press again then, as long as the link holds.';

/** A press confirms, not the opening of the page: programs that look into e-mails open every link. */
export function ConfirmPage() {
  const token = useLinkToken();
  const [confirmed, setConfirmed] = useState<ConfirmedFormRequest | null>(null);
  const [refusal, setRefusal] = useState<{ problem: AnyProblem; at: number } | null>(null);
  const [isPending, setPending] = useState(false);
  const confirm = async () => {
    setPending(true);
    setRefusal(null);
    const result = await api.post<ConfirmedFormRequest>(paths.formConfirmations, { token });
    setPending(false);
    if (result.ok) setConfirmed(result.value);
    else setRefusal({ problem: result.problem, at: Date.now() });
  };
  if (confirmed) return <ConfirmedRequest confirmed={confirmed} />;
  if (token === '' || refusal?.problem.code === 'not-found') return <LinkCutOff />;
  return (
    <FormFrame
      title="Confirm your request"
      lead="It takes a place in the team’s queue when you press, and the clock for its answer starts."
    >
      {refusal && <FormRefused {...refusal} zone={browserZone()} kept={kept} />}
      <div className={styles.actions}>
        <Button variant="primary" onPress={confirm} isPending={isPending} isDisabled={token === undefined}>
          Yes, this is my address: ask
        </Button>
      </div>
      <p className={styles.soft}>
        You did not ask for anything? Close this page. Nothing happens, and what was sent is forgotten.
      </p>
    </FormFrame>
  );
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
