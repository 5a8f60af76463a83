import { type ProblemCode, problemSchemas, problems } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { z } from 'zod';
import { headersOf } from './headers.js';

/** OpenAPI is for programmers, in one language. */
const words = createWords('en');

type Ref = { $ref: string };
export type ProblemResponse = {
  status: number;
  description: string;
  headers?: Record<string, object>;
  content: { 'application/problem+json': { schema: Ref | { oneOf: Ref[] } } };
};

const waits = [429, 503];
/** One response for each status, with all codes that share it. */
export function problemResponses(codes: readonly ProblemCode[]): ProblemResponse[] {
  const byStatus = Map.groupBy(new Set(codes), (code) => problems[code].status);
  return [...byStatus].map(([status, sharing]) => {
    const refs = sharing.map((code) => ({ $ref: `#/components/schemas/${componentOf(code)}` }));
    return {
      status,
      ...(waits.includes(status) && { headers: headersOf('Retry-After') }),
      description: sharing.map((code) => `\`${code}\`: ${words.t(`problems.${code}.title`)}`).join('; '),
      content: {
        'application/problem+json': { schema: refs.length === 1 ? (refs[0] as Ref) : { oneOf: refs } },
      },
    };
  });
}

/** The schema's name in the contract. */
function componentOf(code: ProblemCode): string {
  return z.globalRegistry.get(problemSchemas[code])?.id as string;
}
