'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type Gate, GateSetting, type Intake } from '@weir/contract';
import { addYears } from '@weir/domain';
import { useState } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Form } from '@/components/form/form';
import { type Choice, RadioGroup } from '@/components/form/radio-group';
import { Select } from '@/components/form/select';
import { TextArea } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { daysAfter } from '@/lib/days';
import { type GateEnd, gateEnds, instantOf } from './gate-end';

type State = GateSetting['state'];
type Props = { workspace: string; board: string; gate: Gate; today: string; zone: string };

const choices: Choice<State>[] = [
  { id: 'open', label: 'Open', description: 'Requests of every class come in while the queue has room.' },
  {
    id: 'throttled',
    label: 'Urgent only',
    description: 'Fixed-date and expedite requests come in; others are told when to come back.',
  },
  {
    id: 'shut',
    label: 'Shut',
    description: 'Nothing comes in but one expedite request. Whoever asks reads your reason.',
  },
];

/** Opens, throttles or shuts the gate by hand, with a reason that everybody who asks will read. */
export function SetGate(props: Props) {
  return (
    <Dialog
      title="The gate of the intake"
      lead="What already waits keeps its place, whatever you choose."
      trigger={<Button size="small">Set the gate</Button>}
    >
      {(close) => <SetGateForm {...props} close={close} />}
    </Dialog>
  );
}

function SetGateForm({ workspace, board, gate, today, zone, close }: Props & { close: () => void }) {
  const client = useQueryClient();
  const [state, setState] = useState<State>(gate.state === 'probing' ? 'throttled' : gate.state);
  const [reason, setReason] = useState('');
  const [end, setEnd] = useState<GateEnd>('open');
  const [day, setDay] = useState(daysAfter(today, 7));
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);

  const save = async () => {
    const until = state === 'open' ? undefined : instantOf(end, { today, day, zone });
    const draft = GateSetting.safeParse({ state, reason, ...(until && { until }) });
    if (!draft.success) return setProblem(invalidInput(draft.error));
    setPending(true);
    const set = await api.put<Gate>(paths.gate(workspace, board), draft.data);
    setPending(false);
    if (!set.ok) return setProblem(set.problem);
    const path = paths.intake(workspace, board);
    client.setQueryData<Intake>([path], (now) => now && { ...now, gate: set.value });
    announce('The gate is set');
    close();
  };

  return (
    <Form onSubmit={save} label="The gate of the intake">
      <RadioGroup label="Gate" hideLabel choices={choices} value={state} onChange={setState} />
      <TextArea
        label="Why"
        description={state === 'open' ? 'Kept in the history of the board.' : 'Whoever asks reads this.'}
        rows={2}
        max={500}
        value={reason}
        onChange={setReason}
        error={reason.trim() ? fieldError(problem, 'reason') : fieldError(problem, 'reason') && 'Say why.'}
      />
      {state !== 'open' && <Select label="Until" options={gateEnds} value={end} onChange={setEnd} />}
      {state !== 'open' && end === 'day' && (
        <DateField
          label="It opens again at the start of"
          value={day}
          onChange={setDay}
          min={daysAfter(today, 1)}
          max={addYears(today, 1)}
          error={fieldError(problem, 'until')}
        />
      )}
      {problem && !fieldError(problem, 'reason') && <ProblemNotice problem={problem} shown={['until']} />}
      <DialogActions>
        <Button onPress={close}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          Set it
        </Button>
      </DialogActions>
    </Form>
  );
}
