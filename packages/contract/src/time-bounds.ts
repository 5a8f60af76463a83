/** The bounds of a call's time, from the innermost to the outermost. docs/operations/timeouts.md says what each one does. */
export const timeBoundNames = [
  'poolWait',
  'lock',
  'connect',
  'statement',
  'clientQuery',
  'request',
  'front',
] as const;
export type TimeBoundName = (typeof timeBoundNames)[number];

/** In milliseconds. Each bound is longer than the one before, so the first bound that fires names the slow part. */
export type TimeBounds = Record<TimeBoundName, number>;

/** The settings in seconds, by their variables, with their defaults. */
export const timeSettings = {
  WEIR_POOL_WAIT_SECONDS: 0.3,
  WEIR_LOCK_SECONDS: 1,
  WEIR_CONNECT_SECONDS: 1.5,
  WEIR_STATEMENT_SECONDS: 2,
  WEIR_REQUEST_SECONDS: 5,
  WEIR_FRONT_SECONDS: 8,
  WEIR_LONGER_STATEMENT_SECONDS: 10,
  WEIR_LONGER_REQUEST_SECONDS: 30,
};
export type TimeSettings = Record<keyof typeof timeSettings, number>;

/** Milliseconds from the statement timeout, which a running database reports, until a silent connection is closed. */
const silence = 1000;
/** Milliseconds that the web’s server waits beyond the bound of a longer call. */
const toAnswer = 5000;
/** Milliseconds that longer work waits for a connection and for a lock: more than usual calls. */
const patience = { poolWait: 3000, lock: 5000 };

/** The bounds of usual calls, for which a person waits. */
export function timeBoundsOf(settings: TimeSettings): TimeBounds {
  const of = (setting: keyof TimeSettings) => Math.round(settings[setting] * 1000);
  return {
    poolWait: of('WEIR_POOL_WAIT_SECONDS'),
    lock: of('WEIR_LOCK_SECONDS'),
    connect: of('WEIR_CONNECT_SECONDS'),
    statement: of('WEIR_STATEMENT_SECONDS'),
    clientQuery: of('WEIR_STATEMENT_SECONDS') + silence,
    request: of('WEIR_REQUEST_SECONDS'),
    front: of('WEIR_FRONT_SECONDS'),
  };
}

/** The bounds of longer calls (`isLongerCall`) and of background work, which has no caller. */
export function longerBoundsOf(settings: TimeSettings): TimeBounds {
  const short = timeBoundsOf(settings);
  const statement = Math.round(settings.WEIR_LONGER_STATEMENT_SECONDS * 1000);
  const request = Math.round(settings.WEIR_LONGER_REQUEST_SECONDS * 1000);
  return {
    ...short,
    poolWait: Math.max(short.poolWait, patience.poolWait),
    lock: Math.max(short.lock, Math.min(patience.lock, statement / 2)),
    statement,
    clientQuery: statement + silence,
    request,
    front: request + toAnswer,
  };
}

/** The first setting that is not longer than the bound inside it, and a message about it; null if there is none. */
export function faultOfTimes(
  settings: TimeSettings,
): { setting: keyof TimeSettings; message: string } | null {
  const bounds = timeBoundsOf(settings);
  for (const [at, inner] of timeBoundNames.entries()) {
    const outer = timeBoundNames[at + 1];
    if (outer && bounds[inner] >= bounds[outer])
      return notRising(settingOf[outer], bounds[inner], settingOf[inner]);
  }
  const longer = longerBoundsOf(settings);
  if (longer.statement < bounds.statement)
    return notRising('WEIR_LONGER_STATEMENT_SECONDS', bounds.statement, 'WEIR_STATEMENT_SECONDS');
  if (longer.request <= longer.clientQuery)
    return notRising(
      'WEIR_LONGER_REQUEST_SECONDS',
      longer.clientQuery,
      'WEIR_LONGER_STATEMENT_SECONDS and a second',
    );
  if (longer.request < bounds.request)
    return notRising('WEIR_LONGER_REQUEST_SECONDS', bounds.request, 'WEIR_REQUEST_SECONDS');
  return null;
}

/** The client's bound of a query follows from the statement's. */
const settingOf: Record<TimeBoundName, keyof TimeSettings> = {
  poolWait: 'WEIR_POOL_WAIT_SECONDS',
  lock: 'WEIR_LOCK_SECONDS',
  connect: 'WEIR_CONNECT_SECONDS',
  statement: 'WEIR_STATEMENT_SECONDS',
  clientQuery: 'WEIR_STATEMENT_SECONDS',
  request: 'WEIR_REQUEST_SECONDS',
  front: 'WEIR_FRONT_SECONDS',
};

function notRising(setting: keyof TimeSettings, milliseconds: number, inner: string) {
  const message = `wants more than ${milliseconds / 1000} seconds, which is the bound inside it (${inner}). Each bound must be longer than the one inside it: docs/operations/timeouts.md`;
  return { setting, message };
}

/**
 * Whether a call may take longer than others: it counts over the history of boards, reads or writes a whole workspace, or waits
 * for an external server. `path` begins with `/v1/`, and its parameters may be names (`:board`).
 */
export function isLongerCall(path: string): boolean {
  const inWorkspace = path.replace(/^\/v1\/workspaces\/[^/]+/, '');
  if (inWorkspace === path)
    return /^\/v1\/me\/(data|removal|archived-workspaces\/.+|push-subscriptions\/[^/]+\/test)$/.test(path);
  return (
    /\/(flow|digest|trials|forecast|forecast-record|sle)(\/|$)/.test(inWorkspace) ||
    /^\/(overview|waits\/map|export|imports|webhooks|demo)(\/|$)/.test(inWorkspace) ||
    /^\/boards\/[^/]+\/deletion$|\.csv$/.test(inWorkspace)
  );
}
