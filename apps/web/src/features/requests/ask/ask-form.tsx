'use client';

import {
  type ClassOfService,
  NewRequest,
  problem,
  type Request,
  type RequesterBoard,
  type User,
} from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import { useKept } from '@/lib/use-kept';
import styles from './ask.module.css';
import { DoorRefused } from './door-refused';
import { InTheQueue } from './in-the-queue';
import { bodyOf, noRequest, type RequestDraft } from './request-draft';
import { RequestFields } from './request-fields';
import { Similar } from './similar';
import { useAsking } from './use-asking';

type Props = { me: User; workspace: string; door: RequesterBoard };

/** Asks. What was typed stays until it is in the queue, over a refusal, a reload and a sign-in. */
export function AskForm({ me, workspace, door }: Props) {
  const renew = useRenew(workspace, door.key);
  const [draft, change, forget] = useKept<RequestDraft>(
    `weir:${me.id}:ask:${workspace}/${door.key}`,
    noRequest,
  );
  const [asked, setAsked] = useState<Request | null>(null);
  const { refusal, isPending, ask } = useAsking<Request>({
    fault: () => faultIn(draft),
    send: () => {
      setAsked(null);
      return api.post(paths.requests(workspace, door.key), bodyOf(draft));
    },
    onTaken: (request) => {
      forget();
      setAsked(request);
    },
  });
  const submit = async () => {
    if (await ask()) await renew();
  };

  return (
    <section aria-label="Your request" className={styles.form}>
      {asked && <InTheQueue request={asked} door={door} workspace={workspace} />}
      <Form onSubmit={submit} label="Ask">
        <RequestFields
          draft={draft}
          onChange={change}
          problem={refusal?.problem ?? null}
          today={door.today}
          shut={shutClasses(door)}
        >
          <Similar workspace={workspace} door={door} title={draft.title} />
        </RequestFields>
        {refusal && <DoorRefused {...refusal} zone={door.timeZone} />}
        <div>
          <Button type="submit" variant="primary" isPending={isPending}>
            Put it in the queue
          </Button>
        </div>
      </Form>
    </section>
  );
}

/** What is missing, found before it is sent. */
function faultIn(draft: RequestDraft): AnyProblem | null {
  if (draft.title.trim() === '') {
    const errors = [{ path: 'title', message: 'Say in a line what you need.' }];
    return problem('invalid-input', 'Nothing was sent yet.', { errors });
  }
  const parsed = NewRequest.safeParse(bodyOf(draft));
  return parsed.success ? null : invalidInput(parsed.error);
}

/** Where some classes come in and others don't. Where none does, the door itself says why. */
function shutClasses({ classes, intake }: RequesterBoard): Partial<Record<ClassOfService, string>> {
  if (classes.length === 0) return {};
  const why = (claim: ClassOfService) =>
    claim === 'expedite' && intake.gate.state !== 'shut'
      ? 'Another expedite request waits for its answer; one at a time may.'
      : intake.gate.state === 'probing'
        ? 'Not taken while those that were let in wait for their answers.'
        : intake.gate.state === 'shut'
          ? 'Not taken while the intake is shut.'
          : 'Not taken while the gate lets only urgent requests in.';
  const shut = classesOfService.filter((claim) => !classes.includes(claim));
  return Object.fromEntries(shut.map((claim) => [claim, why(claim)]));
}
