import type { SimilarRequest } from '@weir/contract';
import { day } from '@/components/data/time';

/**
 * What became of a request that is not over: it waits, its card is on the board, or it has a ticket. Follows its
 * name in a sentence; `today` is the board's.
 */
export function openInWords({ answer }: Pick<SimilarRequest, 'answer'>, today: string): string {
  if (answer === null) return 'waits for its answer';
  const { kind, until } = answer;
  if (until === null) return 'is accepted and not delivered yet';
  const again = `may be asked again ${until > today ? `from ${day(until)}` : 'now'}`;
  switch (kind) {
    case 'defer':
      return `was deferred to ${day(until)} and may be asked again ${until > today ? 'then' : 'now'}`;
    case 'expired':
      return `had no answer in time and ${again}`;
    case 'shed':
      return `was set aside, as too much waited, and ${again}`;
    default:
      return `was accepted, made way for other work, and ${again}`;
  }
}
