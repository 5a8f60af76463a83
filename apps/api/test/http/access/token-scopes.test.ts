import { expect, test } from '@jest/globals';
import { theApi } from '../../support/api.js';

const api = theApi();

/** What only people who are signed in do: their account, tokens, and what they choose for all workspaces. */
const sessionsOnly = [
  /\/v1\/operations\//,
  /^(?!GET )\w+ \/v1\/me(?:\/|$)/,
  /^GET \/v1\/me\//,
  /^\w+ \/v1\/(?:sessions|invitations|email-confirmations|address-changes)/,
  /^\w+ \/v1\/workspaces$/,
  /^\w+ W\/(?:tokens|service-accounts)/,
  /^\w+ W\/calendar-feed$/,
  /^\w+ W\/notices\/(?:settings|choices|push-choices|mail-times)$/,
];

const manage = [
  /^\w+ W\/(?:export|audit|invitations|archive|demo|webhooks)/,
  /^(?!GET )\w+ W(?:$|\/(?:members|teams|imports|credits|boards$))/,
  /^PATCH B$/,
  /^\w+ B\/(?:public-link|deletion)$/,
  /^(?!GET )\w+ B\/(?:swimlanes|recurring-cards|fields|limits|intake$|intake\/(?:form|price)$)/,
  /^(?!GET )\w+ B\/columns(?!.*notify-me)/,
];

const intake = [/^(?!GET )\w+ B\/(?:requests|answers|intake\/(?:gate|rest|templates|notify-me))/];

/** Routes outside boards that a token for some boards may call, because they show nothing of the others. */
const forSomeBoards = [
  'GET /v1/me',
  'GET W',
  'GET W/boards',
  'GET W/credits',
  'GET W/digest',
  'GET W/events',
  'GET W/flow/forecast',
  'GET W/flow/ageing',
  'GET W/flow/arrivals',
  'GET W/flow/arrivals/cards',
  'GET W/flow/blocked',
  'GET W/flow/calibration',
  'GET W/flow/calibration/missed',
  'GET W/flow/cfd',
  'GET W/flow/cfd/cards',
  'GET W/flow/cycle-time',
  'GET W/flow/efficiency',
  'GET W/flow/requests',
  'GET W/flow/sle',
  'GET W/flow/throughput',
  'GET W/members',
  'GET W/search',
  'GET W/teams',
  'GET W/teams/:team',
  'GET W/waits',
  'GET W/waits/map',
];

function routes() {
  return api
    .service('RouteTable')
    .routes()
    .filter(({ rule }) => rule.kind !== 'public')
    .map(({ method, path, ...route }) => {
      const short = path
        .replace('/v1/workspaces/:workspace/boards/:board', 'B')
        .replace('/v1/workspaces/:workspace', 'W');
      return { name: `${method} ${short}`, ...route };
    });
}

function expectedScope(name: string): string | null {
  const isOf = (patterns: RegExp[]) => patterns.some((pattern) => pattern.test(name));
  if (name === 'GET /v1/me') return 'any';
  if (isOf(sessionsOnly)) return null;
  if (isOf(manage)) return 'manage';
  if (name.startsWith('GET ') || name === 'PUT W/notices/read') return 'read';
  return isOf(intake) ? 'intake' : 'cards';
}

test('every route needs the scope that its policy says, and none of an account takes a token', () => {
  const found = routes().map(({ name, scope }) => [name, scope]);
  expect(found).toEqual(found.map(([name]) => [name, expectedScope(name as string)]));
  expect(new Set(found.map(([, scope]) => scope))).toEqual(
    new Set([null, 'any', 'read', 'cards', 'intake', 'manage']),
  );
});

test('a token for some boards may call the routes of boards, and of the others those that show no other board', () => {
  const others = routes().filter(({ name, isForSomeBoards }) => isForSomeBoards && !/ B(?:\/|$)/.test(name));
  expect(others.map(({ name }) => name).toSorted()).toEqual(forSomeBoards.toSorted());
});
