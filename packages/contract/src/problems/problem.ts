import { type ProblemCode, problems } from './problem-codes.js';
import type { FactsOf, ProblemOf } from './problems.js';

/**
 * Builds a problem outside the API. It has no title: the reader's catalogue has the text of its code
 * (`problems.<code>`), and also of its detail if that is empty.
 */
export function problem<Code extends ProblemCode>(
  code: Code,
  detail: string,
  facts: FactsOf<Code>,
): ProblemOf<Code> {
  const { status } = problems[code];
  return {
    type: `/problems/${code}`,
    title: '',
    status,
    detail,
    code,
    ...facts,
  } as unknown as ProblemOf<Code>;
}
