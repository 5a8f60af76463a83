import type { ProblemCode } from '@weir/contract';

/** How a board's door refuses who asks. */
export const doorRefusals: readonly ProblemCode[] = [
  'intake-gate-shut',
  'intake-gate-throttled',
  'intake-gate-probing',
  'intake-queue-full',
  'requester-quota-reached',
  'requester-rate-reached',
  'expedite-claim-waiting',
];

/** How it refuses guests, who ask by its public form; also where a request of theirs is handed on to it. */
export const formDoorRefusals: readonly ProblemCode[] = [...doorRefusals, 'form-places-taken'];
