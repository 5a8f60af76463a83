import type { NoticeKind } from '@weir/domain';

/** Notices with the result of a request. Its requester gets the mail even if the workspace was archived meanwhile. */
const outcomes: ReadonlySet<NoticeKind> = new Set([
  'answered',
  'displaced',
  'putBack',
  'takenOff',
  'delivered',
]);

export function isOutcome(kind: NoticeKind): boolean {
  return outcomes.has(kind);
}
