import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { ProblemCode } from '@weir/contract';
import type { z } from 'zod';
import { problemResponses } from './problem-responses.js';

type Schemas = { [Status in 200 | 201 | 202 | 503]?: z.ZodType } & { [Status in 204 | 304]?: null };

/**
 * What a route is for and what it answers: a schema a status (null: no body), and the refusals that are its
 * own. A body that is no JSON says `as` what it comes. Those of every route of its kind (not signed in, malformed, invalid …) are added to the document.
 */
export function Answers(
  summary: string,
  { refusals = [], as, ...schemas }: Schemas & { refusals?: ProblemCode[]; as?: 'text/csv' },
) {
  const successes = Object.entries(schemas).map(([status, standardSchema]) =>
    ApiResponse({
      status: Number(status),
      description: standardSchema ? 'Done' : 'Done; there is no body',
      ...(as ? { content: { [as]: { schema: { type: 'string' } } } } : standardSchema && { standardSchema }),
    }),
  );
  const problems = problemResponses(refusals).map(({ status, ...response }) =>
    ApiResponse({ status, ...response }),
  );
  return applyDecorators(ApiOperation({ summary }), ...successes, ...problems);
}
