import type { ProblemCode } from '@weir/contract';

/** The codes by which a board's door refuses a request. */
export const doorRefusals: readonly ProblemCode[] = [
  'intake-gate-shut',
  'intake-gate-throttled',
  'intake-gate-probing',
  'intake-shedding',
  'intake-queue-full',
  'requester-quota-reached',
  'requester-rate-reached',
  'expedite-claim-waiting',
];

/** The codes for too few credits, and for a price that has risen. */
export const creditRefusals: readonly ProblemCode[] = ['credits-spent', 'price-risen'];

/** The codes for guests, who use the public form; also when their request is redirected to the board. */
export const formDoorRefusals: readonly ProblemCode[] = [...doorRefusals, 'form-places-taken'];
