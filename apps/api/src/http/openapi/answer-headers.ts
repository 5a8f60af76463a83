import type { Route } from '../route-table.js';

type Headers = Record<string, object>;
type Responses = Record<string, { headers?: object }>;

/** The headers that many answers have, for the document's components. */
export const sharedHeaders: Headers = {
  RateLimit: {
    description:
      'What is left of each budget of points that the call draws on (draft-ietf-httpapi-ratelimit-headers): `r` are the points, `t` the seconds until there is one more.',
    schema: { type: 'string' },
    example: '"token";r=2995;t=1, "person";r=5995;t=1, "workspace";r=59995;t=1',
  },
  'RateLimit-Policy': {
    description: 'The same budgets when they are full: `q` points are given in `w` seconds.',
    schema: { type: 'string' },
    example: '"token";q=3000;w=60, "person";q=6000;w=60, "workspace";q=60000;w=60',
  },
};

/** Refusals that come before a caller's points are counted. */
const uncounted = ['400', '401', '405', '413', '415', '500', '503'];

/** Names the headers that the answers of a route have. */
export function addAnswerHeaders(responses: Responses, { method, rule }: Route): void {
  if (rule.kind === 'public' && method === 'GET') return;
  for (const [status, response] of Object.entries(responses))
    if (!uncounted.includes(status))
      response.headers = { ...response.headers, ...refsTo('RateLimit', 'RateLimit-Policy') };
}

function refsTo(...names: string[]): Headers {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
