import type { Board, NotNowReason, Request } from '@weir/contract';
import { fillTemplate } from '@weir/domain';
import type { Dates } from '@weir/words';
import { dayFaults, type Fault, messageFaults, messageValues } from '../answer/kinds/message';

/** One “not now” to several requests, as it is being written. `until` counts for a deferral only. */
export type BulkDraft = {
  kind: 'defer' | 'decline';
  reason: NotNowReason | null;
  message: string;
  until: string;
};

export const noBulkDraft: BulkDraft = { kind: 'defer', reason: null, message: '', until: '' };

type BoardFacts = Pick<Board, 'name' | 'today' | 'timeZone'>;
type Bulk = { draft: BulkDraft; board: BoardFacts; dates: Dates };

/** The values of the variables in the message to one of them. */
export function bulkValues(request: Request, { draft, board, dates }: Bulk) {
  return messageValues(request, board, draft.kind === 'defer' ? draft.until : '', dates);
}

/** The message that the requester of one of them will read. */
export function messageTo(request: Request, bulk: Bulk): string {
  return fillTemplate(bulk.draft.message, bulkValues(request, bulk));
}

/** What the draft still lacks. The message must be complete for each of them. */
export function bulkFaults(requests: readonly Request[], bulk: Bulk): Fault[] {
  const { draft, board } = bulk;
  const faulty = requests
    .map((request) => messageFaults(draft.message, bulkValues(request, bulk)))
    .find((faults) => faults.length > 0);
  return [
    ...(draft.reason ? [] : [{ path: 'reason', code: 'reason' } as const]),
    ...(draft.kind === 'defer' ? dayFaults(draft.until, board.today) : []),
    ...(faulty ?? []),
  ];
}

/** The body: an answer to each. */
export function bulkBody(requests: readonly Request[], bulk: Bulk) {
  const { kind, reason, until } = bulk.draft;
  return {
    answers: requests.map((request) => ({
      request: request.number,
      answer: { kind, reason, message: messageTo(request, bulk), ...(kind === 'defer' && { until }) },
    })),
  };
}

/** The request that a refusal of several answers is about, where it names one. */
export function refusedRequest(
  refused: object & { code: string },
  requests: readonly Request[],
): Request | null {
  if ('request' in refused) return requests.find(({ number }) => number === refused.request) ?? null;
  if (!('errors' in refused)) return null;
  const [first] = refused.errors as { path: string }[];
  const at = /^answers\.(\d+)\./.exec(first?.path ?? '')?.[1];
  return at === undefined ? null : (requests[Number(at)] ?? null);
}
