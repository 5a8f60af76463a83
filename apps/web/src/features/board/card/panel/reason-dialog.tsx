'use client';

import { type Board, type Card, CardReason, can, type Override, ReasonToRequester } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextArea } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useBoardContext } from '../../board-context';
import { RefusedNotice } from '../../refusals/refused-notice';

export function PutBackDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, role, moves } = useBoardContext();
  const card = board.cards.find((each) => each.number === number);
  const queue = board.columns.find(({ kind }) => kind === 'queue');
  if (!card) return null;
  return (
    <ReasonDialog
      title={`Put ${card.ref} back`}
      lead={`${card.title} returns to ${queue?.name} and is no longer committed.`}
      label="Why"
      action="Put back"
      messageTo={card.request?.requester.name}
      overridable={{ board, mayOverride: can(role, 'overrideLimits') }}
      onSubmit={(why, override) => moves.perform(moves.putBackOf(number, why), override)}
      onClose={onClose}
    />
  );
}

export function BlockDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, workspace, refresh } = useBoardContext();
  const card = board.cards.find((each) => each.number === number);
  if (!card) return null;
  const block = async (why: { reason: string }) => {
    const result = await api.put<Card>(paths.block(workspace, board.key, number), { reason: why.reason });
    if (!result.ok) return result.problem;
    await refresh();
    return null;
  };
  return (
    <ReasonDialog
      title={`Block ${card.ref}`}
      lead="It keeps its place, and everybody sees since when and why it can’t go on."
      label="What it waits for"
      action="Block"
      onSubmit={block}
      onClose={onClose}
    />
  );
}

type Why = { reason: string; message?: string };

/** Asks why, and does it then. `messageTo`: who asked for this card is told the reason, and may be told more. */
export function ReasonDialog({
  title,
  lead,
  label,
  action,
  messageTo,
  overridable,
  onSubmit,
  onClose,
}: {
  title: string;
  lead: string;
  label: string;
  action: string;
  messageTo?: string | undefined;
  /** It may break limits that can be passed: by whom, and out of which budget. */
  overridable?: { board: Pick<Board, 'overrides'>; mayOverride: boolean };
  onSubmit: (why: Why, override?: Override) => Promise<AnyProblem | null>;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [message, setMessage] = useState('');
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const submit = async (override?: Override): Promise<AnyProblem | null> => {
    if (isPending) return null;
    const checked = (messageTo ? ReasonToRequester : CardReason).safeParse(reason);
    if (!checked.success) {
      const isTooShort = messageTo && CardReason.safeParse(reason).success;
      const fault = isTooShort ? `${messageTo} is told this: at least 10 characters` : undefined;
      setError(reason.trim() ? (fault ?? checked.error.issues[0]?.message) : 'Say why');
      return null;
    }
    setPending(true);
    const why = { reason: checked.data, ...(message.trim() && { message: message.trim() }) };
    const stopped = await onSubmit(why, override);
    setPending(false);
    if (!stopped) onClose();
    else if (!override) setProblem(stopped);
    return stopped;
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={title} lead={lead} size="small">
      <Form onSubmit={() => submit()} label={title}>
        <TextArea
          label={label}
          {...(messageTo && { description: `${messageTo} asked for this and is told why.` })}
          rows={2}
          max={500}
          value={reason}
          onChange={(text) => {
            setReason(text);
            setError(undefined);
          }}
          error={error}
          autoFocus
        />
        {messageTo && (
          <TextArea
            label={`Message to ${messageTo}`}
            optional
            rows={2}
            max={2000}
            value={message}
            onChange={setMessage}
          />
        )}
        {problem?.code === 'wip-limit-reached' && overridable ? (
          <RefusedNotice {...overridable} limits={problem.limits} action={action} onOverride={submit}>
            Make room there first.
          </RefusedNotice>
        ) : (
          problem && <ProblemNotice problem={problem} />
        )}
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {action}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
