import { type Route } from '../route-table.js';

type Header = { description: string; schema: object };
type Parameter = { name: string; in: string };
type Response = { headers?: Record<string, object> };
type Operation = { parameters?: Parameter[]; responses: Record<string, Response> };

/** The headers of answers, as components of the document. */
export const answerHeaders = {
  'Board-Seq': {
    description:
      'The board’s seq after this write. A retry under the same idempotency key has that of the first answer.',
    schema: { type: 'integer', minimum: 0, example: 418 },
  },
  ETag: {
    description:
      'The version of the document, for `If-Match`, and a hash of what else it shows, for `If-None-Match`.',
    schema: { type: 'string', example: '"12-p2OQxTDuzk"' },
  },
  'Idempotent-Replayed': {
    description: '`true`: a call with the same idempotency key took effect before, and this is its answer.',
    schema: { type: 'string', enum: ['true'] },
  },
  Location: {
    description: 'The path of what was created.',
    schema: {
      type: 'string',
      format: 'uri-reference',
      example: '/v1/workspaces/demo/boards/PLAT/cards/42',
    },
  },
  RateLimit: {
    description:
      'What is left of each budget of points that the call draws on (draft-ietf-httpapi-ratelimit-headers): `r` are the points, `t` the seconds until there is one more.',
    schema: { type: 'string', example: '"token";r=2995;t=1, "person";r=5995;t=1, "workspace";r=59995;t=1' },
  },
  'RateLimit-Policy': {
    description: 'The same budgets when they are full: `q` points are given in `w` seconds.',
    schema: {
      type: 'string',
      example: '"token";q=3000;w=60, "person";q=6000;w=60, "workspace";q=60000;w=60',
    },
  },
  'Retry-After': {
    description:
      'Seconds until the call may succeed. Absent where nobody knows: behind a gate that a person shut without an end.',
    schema: { type: 'integer', minimum: 1, example: 30 },
  },
  'Weir-Pressure': {
    description:
      'How full the board is: a dictionary of structured fields (RFC 9651) with `state` (`flowing`, `tight` or `saturated`) and `level` (0.0 to 1.0, rounded down).',
    schema: { type: 'string', example: 'state=saturated, level=0.93' },
  },
  'X-Request-Id': {
    description: 'The id of this call in the server’s log: that of the request’s header, or else a new one.',
    schema: { type: 'string', pattern: '^[\\w.:-]{1,128}$', example: '0198c0de-7a11-7000-8000-000000000001' },
  },
} as const satisfies Record<string, Header>;

/** References to headers of answers. */
export function headersOf(...names: (keyof typeof answerHeaders)[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

const sentHeaders = {
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Makes a retry of this call take effect once: 1 to 255 printable ASCII characters, such as a UUID. Kept for 24 hours, scoped to caller and route.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  },
  ifMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description:
      'The ETag that the caller last saw, a list of them, or `*`. If it changed meanwhile, nothing happens and the answer is 412.',
    schema: { type: 'string' },
  },
  ifNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description:
      'The ETag that the caller last saw. If nothing changed since, the answer is 304 without a body.',
    schema: { type: 'string' },
  },
  onlyNew: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: '`*`: only create. If there is one already, nothing happens and the answer is 412.',
    schema: { type: 'string', enum: ['*'] },
  },
  lease: {
    name: 'Weir-Lease',
    in: 'header',
    required: false,
    description:
      'The token of the caller’s lease of the card. If that lease is over, nothing happens and the answer is 409 `lease-lost`. Every write of a program to a card that it has claimed carries it.',
    schema: { type: 'integer', minimum: 1, example: 7 },
  },
  lastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    required: false,
    description:
      'For a stream: the `id` of the last event that arrived. The stream continues behind it. Takes precedence over `after`.',
    schema: { type: 'string', pattern: '^\\d{1,15}$' },
  },
  lastEventCursor: {
    name: 'Last-Event-ID',
    in: 'header',
    required: false,
    description:
      'For a stream: the last `id` that arrived. The stream continues behind it. Takes precedence over `cursor`.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]+$' },
  },
  preferredWait: {
    name: 'Prefer',
    in: 'header',
    required: false,
    description:
      '`wait` and a number of seconds (RFC 7240): as the parameter `wait`, which takes precedence.',
    schema: { type: 'string', example: 'wait=30' },
  },
};

/** Declares what an operation reads from headers, and what its successes have in them. */
export function addHeaders(operation: Operation, route: Route, hasBoardSeq: boolean): void {
  const hasETag = route.isVersioned || '304' in operation.responses;
  const isRead = route.method === 'GET' && hasETag;
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!status.startsWith('2')) continue;
    response.headers = headersOf(
      'X-Request-Id',
      ...(hasETag ? (['ETag'] as const) : []),
      ...(hasBoardSeq ? (['Board-Seq'] as const) : []),
      ...(status === '201' && route.creates ? (['Location'] as const) : []),
      ...(route.takes.idempotencyKey ? (['Idempotent-Replayed'] as const) : []),
    );
  }
  if (isRead)
    operation.responses['304'] = {
      description: 'Nothing has changed',
      headers: headersOf('ETag'),
    } as Response;
  const { idempotencyKey, ifMatch, ifNoneMatch, lease, lastEventId, lastEventCursor, preferredWait } =
    route.takes;
  operation.parameters = [
    ...(operation.parameters ?? []),
    ...(idempotencyKey ? [sentHeaders.idempotencyKey] : []),
    ...(ifMatch ? [sentHeaders.ifMatch] : []),
    ...(ifNoneMatch ? [sentHeaders.onlyNew] : []),
    ...(lease ? [{ ...sentHeaders.lease, required: isOfHolder(route) }] : []),
    ...(isRead ? [sentHeaders.ifNoneMatch] : []),
    ...(lastEventId ? [sentHeaders.lastEventId] : []),
    ...(lastEventCursor ? [sentHeaders.lastEventCursor] : []),
    ...(preferredWait ? [sentHeaders.preferredWait] : []),
  ];
}

/** Whether only the holder of a lease can call it. */
const isOfHolder = ({ method, path }: Route) => method === 'PUT' && path.includes('/claims/:number');

/** Refusals that come before a caller's points are counted. */
const uncounted = ['400', '401', '405', '408', '413', '415', '431', '500', '503'];

/** Refusals that come before a caller's access is checked, or that refuse it. */
const withoutBoard = [...uncounted, '403', '404'];

/** Declares what answers say about the caller's points, and about the board of the path. */
export function addStateHeaders(responses: Record<string, Response>, { method, path, rule }: Route): void {
  const isPublic = rule.kind === 'public';
  const isOfBoard = !isPublic && path.includes('/:board');
  for (const [status, response] of Object.entries(responses)) {
    const isCounted = !(isPublic && method === 'GET') && !uncounted.includes(status);
    if (isCounted) response.headers = { ...response.headers, ...headersOf('RateLimit', 'RateLimit-Policy') };
    if (isOfBoard && !withoutBoard.includes(status))
      response.headers = { ...response.headers, ...headersOf('Weir-Pressure') };
  }
}
