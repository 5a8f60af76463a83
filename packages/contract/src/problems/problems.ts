import { z } from 'zod';
import { type ProblemCode, problemCodes, problems } from './problem-codes.js';
import { problemFacts } from './problem-facts.js';

/** The facts of a code, in addition to the five members of every problem. */
export type FactsOf<Code extends ProblemCode> = z.infer<
  z.ZodObject<(typeof problemFacts)[Code], z.core.$strict>
>;

/** A refusal as `application/problem+json` (RFC 9457). */
export type ProblemOf<Code extends ProblemCode> = Code extends ProblemCode
  ? {
      type: `/problems/${Code}`;
      title: string;
      status: (typeof problems)[Code]['status'];
      detail: string;
      code: Code;
    } & FactsOf<Code>
  : never;

export type Problem = ProblemOf<ProblemCode>;

/** One schema for each code, named as `WipLimitReachedProblem` in OpenAPI. */
const schemas = problemCodes.map((code) =>
  z
    .strictObject({
      type: z.literal(`/problems/${code}`),
      title: z.string(),
      status: z.literal(problems[code].status),
      detail: z.string(),
      code: z.literal(code),
      ...problemFacts[code],
    })
    .meta({ id: componentName(code) }),
);

export const problemSchemas = Object.fromEntries(
  problemCodes.map((code, at) => [code, schemas[at]]),
) as unknown as {
  [Code in ProblemCode]: z.ZodType<ProblemOf<Code>>;
};

export const Problem = z
  .discriminatedUnion('code', schemas as [(typeof schemas)[number]])
  .meta({ id: 'Problem' }) as unknown as z.ZodType<Problem>;

function componentName(code: ProblemCode): string {
  return `${code.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}Problem`;
}
