'use client';

import { type Request, RequestChange } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import { type RequestDraft, requestFields } from '../ask/request-draft';
import { RequestFields } from '../ask/request-fields';

type Props = { workspace: string; boardKey: string; request: Request; today: string };

/** Corrects a request while it waits; it keeps its place in its class. */
export function EditRequest(props: Props) {
  return (
    <Dialog
      title={`Edit ${props.request.ref}`}
      lead="It keeps its time. Another class may change its place."
      trigger={
        <Button size="small" aria-label={`Edit ${props.request.ref}`}>
          Edit
        </Button>
      }
    >
      {(close) => <EditForm {...props} close={close} />}
    </Dialog>
  );
}

function EditForm({ workspace, boardKey, request, today, close }: Props & { close: () => void }) {
  const renew = useRenew(workspace, boardKey);
  const [draft, setDraft] = useState<RequestDraft>({
    title: request.title,
    description: request.description,
    classOfService: request.classOfService,
    neededBy: request.neededBy ?? '',
  });
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const save = async () => {
    const change = RequestChange.safeParse({ ...draft, neededBy: draft.neededBy || null });
    if (!change.success) return setProblem(invalidInput(change.error));
    setPending(true);
    const path = paths.request(workspace, boardKey, request.number);
    const saved = await api.patch<Request>(path, change.data, { ifMatch: `"${request.version}"` });
    setPending(false);
    if (!saved.ok) return setProblem(saved.problem);
    announce(`${request.ref} is saved`);
    close();
    await renew();
  };
  const isElsewhere =
    problem &&
    !(problem.code === 'invalid-input' && problem.errors.every(({ path }) => requestFields.includes(path)));
  return (
    <Form onSubmit={save} label={`Edit ${request.ref}`}>
      <RequestFields
        draft={draft}
        onChange={(part) => setDraft((now) => ({ ...now, ...part }))}
        problem={problem}
        today={today}
      />
      {isElsewhere && <ProblemNotice problem={problem} shown={requestFields} />}
      <DialogActions>
        <Button onPress={close}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          Save
        </Button>
      </DialogActions>
    </Form>
  );
}
