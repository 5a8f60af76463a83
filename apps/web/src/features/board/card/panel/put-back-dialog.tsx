'use client';

import { type Card, may } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useBoardRoom } from '../../board-context';
import { ReasonDialog } from './reason-dialog';

export function PutBackDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, role, moves } = useBoardRoom();
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
      overridable={{ board, mayOverride: may(role, 'overrideLimits') }}
      onSubmit={(why, override) => moves.perform(moves.putBackOf(number, why), override)}
      onClose={onClose}
    />
  );
}

export function BlockDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, workspace, refresh } = useBoardRoom();
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
