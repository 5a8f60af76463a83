import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { ProblemCode } from '@weir/contract';
import type { z } from 'zod';
import { problemResponses } from './problem-responses.js';

type Schemas = { [Status in 200 | 201 | 202 | 503]?: z.ZodType } & { [Status in 204 | 304]?: null };

/**
 * Documents a route: its summary, a schema for each status (null: no body), and the refusals that are its own. `as` is
 * the media type of a body that is not JSON, or several. The document adds refusals that all routes of a kind share.
 */
export function Answers(
  summary: string,
  { refusals = [], as, ...schemas }: Schemas & { refusals?: ProblemCode[]; as?: string | string[] },
) {
  const successes = Object.entries(schemas).map(([status, standardSchema]) =>
    ApiResponse({
      status: Number(status),
      description: standardSchema ? 'Done' : 'Done; there is no body',
      ...(as ? { content: contentOf([as].flat()) } : standardSchema && { standardSchema }),
    }),
  );
  const problems = problemResponses(refusals).map(({ status, ...response }) =>
    ApiResponse({ status, ...response }),
  );
  return applyDecorators(ApiOperation({ summary }), ...successes, ...problems);
}

function contentOf(types: string[]) {
  return Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }]));
}
