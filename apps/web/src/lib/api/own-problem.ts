import type { FactsOf, ProblemCode, ProblemOf, problems } from '@weir/contract';

/** A problem that the browser found itself, without the table of all problems. The notice words its code. */
export function ownProblem<Code extends ProblemCode>(
  code: Code,
  status: (typeof problems)[Code]['status'],
  facts: FactsOf<Code>,
  detail = '',
): ProblemOf<Code> {
  return {
    type: `/problems/${code}`,
    title: '',
    status,
    detail,
    code,
    ...facts,
  } as unknown as ProblemOf<Code>;
}
