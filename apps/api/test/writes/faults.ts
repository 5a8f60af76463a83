import { expect } from '@jest/globals';
import type { ProblemOf } from '@weir/contract';
import type { Answer } from '../support/person.js';

export type Refused = Answer<ProblemOf<'invalid-input'>>;

export function expectFaults({ status, body }: Refused, paths: string[]): void {
  const faults = [...new Set(body.errors?.map(({ path }) => path))].sort();
  expect([status, faults]).toEqual([422, paths]);
}
