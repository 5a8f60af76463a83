'use client';

import { useQuery } from '@tanstack/react-query';
import type { PublicFormInfo } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useKept } from '@/lib/use-kept';
import { LookInYourMail } from './check-your-mail';
import { FormAsk } from './form-ask';
import { FormDoorState } from './form-door-state';
import { type FormDraft, noAsk } from './form-draft';
import { FormFrame } from './form-frame';

type Place = { workspace: string; boardKey: string; form: string };
type Sent = { draft: FormDraft; hours: number };

/**
 * Asking without an account: whether it is taken now, then the form, then that a mailbox is to be looked in. What
 * was typed stays in this tab until it is sent, over a refusal and a reload, and until the page is left for who has
 * to send it again.
 */
export function FormPage({ place, first }: { place: Place; first: PublicFormInfo }) {
  const path = paths.form(place.workspace, place.boardKey, place.form);
  const query = useQuery({ ...reading<PublicFormInfo>(path), initialData: first, refetchInterval: 30_000 });
  const [draft, change, forget] = useKept<FormDraft>(`weir:form:${place.form}`, noAsk);
  const [sent, setSent] = useState<Sent | null>(null);
  const [isAgain, setAgain] = useState(false);
  const door = query.data;
  const write = (part: Partial<FormDraft>, again: boolean) => {
    change(part);
    setAgain(again);
    setSent(null);
  };
  return (
    <FormFrame
      title={`Ask ${door.board.name}`}
      lead={`${door.workspace}. Every request gets an answer. “Not now” is one, with a date.`}
    >
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      {sent ? (
        <LookInYourMail
          email={sent.draft.email.trim()}
          hours={sent.hours}
          onAgain={() => write(sent.draft, true)}
          onMore={() => write({ name: sent.draft.name, email: sent.draft.email }, false)}
        />
      ) : (
        <>
          <FormDoorState door={door} />
          <FormAsk
            place={place}
            door={door}
            draft={draft}
            onChange={change}
            isAgain={isAgain}
            onSent={(hours) => {
              setSent({ draft, hours });
              forget();
            }}
            renew={() => query.refetch()}
          />
        </>
      )}
    </FormFrame>
  );
}
