'use client';

import { useQuery } from '@tanstack/react-query';
import type { FormDoor } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { FormAsk } from './form-ask';
import { FormDoorState } from './form-door-state';
import { FormFrame } from './form-frame';
import { LookInYourMail } from './look-in-your-mail';

type Place = { workspace: string; boardKey: string; form: string };
type Sent = { email: string; hours: number };

/** Asking without an account: whether it is taken now, then the form, then that a mailbox is to be looked in. */
export function FormPage({ place, first }: { place: Place; first: FormDoor }) {
  const path = paths.form(place.workspace, place.boardKey, place.form);
  const query = useQuery({ ...reading<FormDoor>(path), initialData: first, refetchInterval: 30_000 });
  const [sent, setSent] = useState<Sent | null>(null);
  const door = query.data;
  return (
    <FormFrame
      title={`Ask ${door.board.name}`}
      lead={`${door.workspace}. Every request gets an answer. “Not now” is one, with a date.`}
    >
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      {sent ? (
        <LookInYourMail {...sent} onMore={() => setSent(null)} />
      ) : (
        <>
          <FormDoorState door={door} />
          <FormAsk place={place} door={door} onSent={setSent} renew={() => query.refetch()} />
        </>
      )}
    </FormFrame>
  );
}
