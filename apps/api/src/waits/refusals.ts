import type { ProblemCode } from '@weir/contract';
import { creditRefusals, doorRefusals } from '../intake/door/refusal-codes.js';

/** The codes of a request that the other board's intake refuses. */
export const refusalsOfAsking: readonly ProblemCode[] = [...doorRefusals, ...creditRefusals];

/** The codes of a new wait. It can submit a request to another board, under all rules of that board's intake. */
export const refusalsOfWaits: readonly ProblemCode[] = [
  'work-over',
  'request-not-answered',
  'key-taken',
  ...refusalsOfAsking,
  'precondition-failed',
  'board-archived',
];
