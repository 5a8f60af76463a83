import type { Board } from '@weir/contract';
import { duration } from '@/components/data/time';
import { classWords } from '../../words';
import type { Trade } from './trades';

/** What is lost with a card that makes way: where it stands, its age, its class, what blocks it, who asked for it. */
export function TradeLoss({
  trade: { card, started, ageSeconds, why },
  board,
}: {
  trade: Trade;
  board: Board;
}) {
  const column = board.columns.find(({ id }) => id === card.columnId);
  const facts = [
    started ? `in ${column?.name}, begun ${duration(ageSeconds)} ago` : `not begun, in ${column?.name}`,
    card.classOfService === 'standard' ? null : classWords[card.classOfService].among,
    card.blocked ? `blocked: ${card.blocked.reason}` : null,
    card.request ? `asked for by ${card.request.requester.name}` : null,
  ];
  return (
    <span suppressHydrationWarning>
      {facts.filter(Boolean).join(' · ')}
      {why && ` · can’t make way: ${why}`}
    </span>
  );
}
