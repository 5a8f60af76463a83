/** The classes of calls by importance in an overload, the most important first. */
export const callClasses = ['criticalPlus', 'critical', 'sheddablePlus', 'sheddable'] as const;

export type CallClass = (typeof callClasses)[number];

const board = '/v1/workspaces/:workspace/boards/:board';

/** The route of a sign-in with a password. Its class depends on the device in its body: see `admitCalls`. */
export const signIn = 'POST /v1/sessions';

/** People who can’t sign in, sign out or answer a request can’t reduce an overload. */
const criticalPlus = new Set([
  signIn,
  'POST /v1/sessions/oidc',
  'POST /v1/sessions/passkey',
  'POST /v1/passkey-challenges',
  'DELETE /v1/sessions/current',
  'DELETE /v1/me/sessions',
  'DELETE /v1/me/sessions/:session',
  `POST ${board}/answers`,
  `PUT ${board}/requests/:number/answer`,
]);

/** The calls that a page needs to show a board, a card or a request at all. Lists, figures, exports and documents can wait. */
const sheddablePlus = new Set(
  [
    '/v1/me',
    '/v1/workspaces',
    '/v1/workspaces/:workspace',
    '/v1/workspaces/:workspace/my-work',
    board,
    ...[
      'changes',
      'events',
      'limits',
      'pressure',
      'intake',
      'intake/door',
      'cards/:number',
      'requests/:number',
    ].map((path) => `${board}/${path}`),
    '/v1/forms/requests/:board/:number',
  ].map((path) => `GET ${path}`),
);

/** Their answers cost very little, and operators need them most when the server is busy. */
const ownLane = new Set(['/health/live', '/health/ready', '/metrics']);

/** Calls that wait for the hash of a password, which has a separate queue with bounds (`passwords.ts`). They keep no slot. */
const hashing = new Set([signIn, 'POST /v1/users', 'PUT /v1/password-resets']);

/** The class of a call by its method and the pattern of its route; calls of no route are the least important. */
export function classOf(method: string, route: string | undefined): CallClass {
  const call = callOf(method, route);
  if (criticalPlus.has(call)) return 'criticalPlus';
  if (sheddablePlus.has(call)) return 'sheddablePlus';
  return route === undefined || call.startsWith('GET ') ? 'sheddable' : 'critical';
}

/** Whether calls of the route are answered at once, without admission. */
export function hasOwnLane(route: string | undefined): boolean {
  return route !== undefined && ownLane.has(route);
}

export function hashesPassword(method: string, route: string | undefined): boolean {
  return hashing.has(callOf(method, route));
}

/** Whether it is an export of a workspace. Exports are long, and an instance writes only a few at a time. */
export function isExport(route: string | undefined): boolean {
  return route?.startsWith('/v1/workspaces/:workspace/export') ?? false;
}

/** `HEAD` costs the same as `GET`. */
function callOf(method: string, route: string | undefined): string {
  return `${method === 'HEAD' ? 'GET' : method} ${route}`;
}

/** All calls in these lists, for a test that each of them exists. */
export const namedCalls: readonly string[] = [...criticalPlus, ...sheddablePlus, ...hashing];
