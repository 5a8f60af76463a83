import type { AnswerTemplate, Card, CreatedInvitation, Request, Role } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Name } from '../support/people.js';

const roles: Role[] = ['owner', 'manager', 'member', 'requester', 'viewer'];
const owners: Role[] = ['owner'];
const managers: Role[] = ['owner', 'manager'];
const team: Role[] = ['owner', 'manager', 'member'];
const readers: Role[] = [...team, 'viewer'];
const askers: Role[] = [...team, 'requester'];

const template = {
  name: 'No capacity',
  kind: 'decline',
  reason: 'noCapacity',
  message: 'Not in this quarter, sorry.',
};

/** The access rules, written out a second time. A route that is missing here or whose rule changes fails the test. */
const policy: Record<string, { allowed: Role[] | 'everybody' | 'signedIn'; body?: object; query?: string }> =
  {
    'GET /health/live': { allowed: 'everybody' },
    'GET /health/ready': { allowed: 'everybody' },
    'GET /metrics': { allowed: 'everybody' },
    'POST /v1/users': { allowed: 'everybody' },
    'POST /v1/sessions': { allowed: 'everybody' },
    'POST /v1/sessions/oidc': { allowed: 'everybody' },
    'GET /v1/invitations/:token': { allowed: 'everybody' },
    'GET B/forms/:form': { allowed: 'everybody' },
    'POST B/forms/:form/asks': { allowed: 'everybody' },
    'POST /v1/forms/confirmations': { allowed: 'everybody' },
    'POST /v1/email-confirmations': { allowed: 'signedIn' },
    'POST /v1/mail-stops': { allowed: 'everybody' },
    'GET /v1/forms/requests': { allowed: 'everybody' },
    'GET /v1/forms/requests/:board/:number': { allowed: 'everybody' },
    'DELETE /v1/forms/requests/:board/:number': { allowed: 'everybody' },
    'POST /v1/forms/requests/:board/:number/messages': { allowed: 'everybody' },
    'POST /v1/forms/requests/:board/:number/ask-again': { allowed: 'everybody' },
    'PUT /v1/forms/requests/:board/:number/received': { allowed: 'everybody', body: { ok: true } },
    'GET /v1/setup': { allowed: 'everybody' },
    'GET /v1/me': { allowed: 'signedIn' },
    'PATCH /v1/me': { allowed: 'signedIn', body: { timeZone: 'Europe/Berlin' } },
    'POST /v1/me/email-confirmation': { allowed: 'signedIn' },
    'DELETE /v1/sessions/current': { allowed: 'signedIn' },
    'GET /v1/workspaces': { allowed: 'signedIn' },
    'POST /v1/workspaces': { allowed: 'signedIn', body: { slug: 'mine', name: 'Mine' } },
    'POST /v1/invitations/:token/acceptance': { allowed: 'signedIn' },
    'POST /v1/invitations/:token/mails': { allowed: 'everybody' },

    'GET W/members': { allowed: readers },
    'GET W/members/:user/held': { allowed: owners },
    'PATCH W/members/:user': { allowed: owners, body: { role: 'member' } },
    'DELETE W/members/:user': { allowed: owners },
    'GET W/invitations': { allowed: owners },
    'POST W/invitations': { allowed: owners, body: { role: 'viewer' } },
    'DELETE W/invitations/:invitation': { allowed: owners },

    'GET W/notices': { allowed: roles },
    'PUT W/notices/read': { allowed: roles, body: {} },

    'GET W/boards': { allowed: roles },
    // Without `of=me` only readers may call it; queue.test.ts checks that.
    'GET W/requests': { allowed: askers, query: '?of=me' },
    'POST W/boards': {
      allowed: managers,
      body: {
        key: 'NEW',
        name: 'New',
        columns: [
          { name: 'Ready', kind: 'queue' },
          { name: 'Doing', kind: 'active' },
          { name: 'Done', kind: 'done' },
        ],
      },
    },
    'GET B': { allowed: readers },
    'PATCH B': { allowed: managers, body: { name: 'Renamed' } },
    'POST B/columns': { allowed: managers, body: { name: 'More', kind: 'active' } },
    'PATCH B/columns/:column': { allowed: managers, body: { name: 'Renamed' } },
    'DELETE B/columns/:column': { allowed: managers },
    'POST B/swimlanes': { allowed: managers, body: { name: 'Lane' } },
    'PATCH B/swimlanes/:swimlane': { allowed: managers, body: { name: 'Renamed' } },
    'DELETE B/swimlanes/:swimlane': { allowed: managers },
    'GET B/limits': { allowed: readers },
    'POST B/limits': {
      allowed: managers,
      body: { scope: 'classOfService', classOfService: 'intangible', max: 2 },
    },
    'PATCH B/limits/:limit': { allowed: managers, body: { max: 7 } },
    'DELETE B/limits/:limit': { allowed: managers },
    'GET B/overrides': { allowed: readers },

    'POST B/cards': { allowed: team, body: { title: 'A card' } },
    'GET B/cards/:number': { allowed: readers },
    'GET B/cards/:number/forecast': { allowed: readers },
    'PATCH B/cards/:number': { allowed: team, body: { title: 'Another title' } },
    'PUT B/cards/:number/position': { allowed: team, body: { columnId: 'COLUMN' } },
    'POST B/moves': { allowed: team, body: { moves: [{ card: 1, columnId: 'COLUMN' }] } },
    'PUT B/cards/:number/back': { allowed: team, body: { reason: 'Too early' } },
    'PUT B/cards/:number/block': { allowed: team, body: { reason: 'Waits for a part' } },
    'DELETE B/cards/:number/block': { allowed: team },
    'PUT B/cards/:number/archive': { allowed: team },
    'DELETE B/cards/:number/archive': { allowed: team },
    'GET B/cards/:number/comments': { allowed: readers },
    'POST B/cards/:number/comments': { allowed: team, body: { text: 'A word' } },

    'POST B/requests': { allowed: askers, body: { title: 'A request' } },
    'POST B/requests/:number/ask-again': { allowed: askers },
    'GET B/requests': { allowed: roles },
    'GET B/requests/similar': { allowed: roles, query: '?title=First' },
    'GET B/requests/:number/context': { allowed: managers },
    'GET B/requests/:number/history': { allowed: roles },
    'GET B/requests/:number': { allowed: roles },
    'PATCH B/requests/:number': { allowed: askers, body: { title: 'Another title' } },
    'DELETE B/requests/:number': { allowed: askers },
    'PUT B/requests/:number/received': { allowed: askers, body: { ok: true } },
    'PUT B/requests/:number/answer': {
      allowed: managers,
      body: { kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter, sorry.' },
    },
    'POST B/answers': {
      allowed: managers,
      body: {
        answers: [
          {
            request: 1,
            answer: { kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter, sorry.' },
          },
        ],
      },
    },
    'GET B/requests/:number/messages': { allowed: roles },
    'POST B/requests/:number/messages': { allowed: askers, body: { body: 'How soon is it needed?' } },
    'GET B/intake': { allowed: readers },
    'PATCH B/intake': { allowed: managers, body: { depth: 9 } },
    'PUT B/intake/gate': { allowed: managers, body: { state: 'shut', reason: 'A week of repairs' } },
    'GET B/intake/form': { allowed: readers },
    'PUT B/intake/form': { allowed: managers, body: { on: true } },
    'GET B/intake/ledger': { allowed: readers },
    'GET B/intake/ledger.csv': { allowed: readers },
    'GET B/intake/deferrals': { allowed: readers },
    'GET B/intake/templates': { allowed: managers },
    'POST B/intake/templates': { allowed: managers, body: template },
    'PATCH B/intake/templates/:template': { allowed: managers, body: { name: 'Renamed' } },
    'DELETE B/intake/templates/:template': { allowed: managers },
    'GET B/intake/door': { allowed: askers },
    'GET B/intake/notify-me': { allowed: askers },
    'PUT B/intake/notify-me': { allowed: askers },
    'DELETE B/intake/notify-me': { allowed: askers },
    'GET B/pressure': { allowed: askers },
    'GET B/events': { allowed: readers },
  };

const ofItsRequester = /^(PATCH|DELETE) B\/requests\/:number$|^PUT B\/requests\/:number\/received$/;

const boardPath = '/v1/workspaces/:workspace/boards/:board';
const workspacePath = '/v1/workspaces/:workspace';

const api = theApi();
const { owner, manager, secondMember, requester } = api.people;
let board: BoardUnderTest;
let parts: Record<string, string>;

beforeAll(async () => {
  board = await aBoard().column('Doing', { limit: 4 }).make();
  const made = async <T>(path: string, body: object, by = manager) => (await by.post<T>(path, body)).body;
  const card = await made<Card>(`${board.path}/cards`, { title: 'First' });
  const request = await made<Request>(`${board.path}/requests`, { title: 'First' }, requester);
  expect(card.number).toBe(request.number);
  const lane = await board.lane('First');
  const limit = await board.limit({ scope: 'classOfService', classOfService: 'fixedDate', max: 3 });
  const kept = await made<AnswerTemplate>(`${board.path}/intake/templates`, template);
  const invitation = await made<CreatedInvitation>(
    '/v1/workspaces/demo/invitations',
    { role: 'member' },
    owner,
  );
  parts = {
    ':board': board.key,
    ':column': board.id('Doing'),
    ':swimlane': lane,
    ':limit': limit.id,
    ':number': String(card.number),
    ':user': secondMember.id,
    ':template': kept.id,
    ':invitation': invitation.id,
  };
});

type Call = { name: string; method: string; path: string; allowed: Role[]; body?: object; query?: string };

/** The calls inside a workspace that need a signed-in caller, from the route table. */
function calls(): Call[] {
  return api
    .service('RouteTable')
    .routes()
    .filter(({ path, rule }) => path.startsWith(workspacePath) && rule.kind !== 'public')
    .map(({ method, path }) => {
      const name = nameOf(method, path);
      const { allowed, ...sent } = policy[name] ?? {};
      return { name, method, path, allowed: allowed as Role[], ...sent };
    });
}

function nameOf(method: string, path: string): string {
  return `${method} ${path.replace(boardPath, 'B').replace(workspacePath, 'W')}`;
}

async function statusOf(
  { method, path, body, query = '' }: Call,
  by: Name | null,
  workspace: string,
): Promise<number> {
  const filled = path.replace(':workspace', workspace).replace(/:\w+/g, (part) => parts[part] ?? part);
  const sent = body && JSON.parse(JSON.stringify(body).replace('COLUMN', board.id('Doing')));
  const caller = by ? api.people[by] : api.nobody;
  return (await caller.send(method, filled + query, sent)).status;
}

test('the access policy names exactly the routes of the API', () => {
  const routes = api.service('RouteTable').routes();
  const names = routes.map(({ method, path }) => nameOf(method, path));
  expect(names.toSorted()).toEqual(Object.keys(policy).toSorted());
  const open = routes
    .filter(({ rule }) => rule.kind === 'public')
    .map(({ method, path }) => nameOf(method, path));
  const everybody = Object.keys(policy).filter((name) => policy[name]?.allowed === 'everybody');
  expect(open.toSorted()).toEqual(everybody.toSorted());
});

test('every route answers 401 without a token', async () => {
  const got = [];
  for (const call of calls()) got.push([call.name, await statusOf(call, null, 'demo')]);
  expect(got.filter(([, status]) => status !== 401)).toEqual([]);
  for (const [name, { allowed, body }] of Object.entries(policy)) {
    if (allowed !== 'signedIn') continue;
    const [method = '', path = ''] = name.split(' ');
    const token = `demo.${'A'.repeat(43)}`;
    expect(await api.nobody.send(method, path.replace(':token', token), body)).toMatchObject({ status: 401 });
  }
});

test('every route answers 404 in another or a missing workspace', async () => {
  const strange: unknown[] = [];
  for (const call of calls()) {
    for (const by of roles) {
      for (const workspace of ['other', 'absent']) {
        const status = await statusOf(call, by, workspace);
        if (status !== 404) strange.push([call.name, by, workspace, status]);
      }
    }
    for (const by of ['stranger', 'loner'] as const) {
      const status = await statusOf(call, by, 'demo');
      if (status !== 404) strange.push([call.name, by, 'demo', status]);
    }
  }
  expect(strange).toEqual([]);
});

test('every route refuses the roles without permission and changes nothing', async () => {
  const { seq } = await board.read();
  const wrong: unknown[] = [];
  for (const call of calls()) {
    for (const by of roles.filter((role) => !call.allowed.includes(role))) {
      const status = await statusOf(call, by, 'demo');
      if (status !== 403) wrong.push([call.name, by, status]);
    }
  }
  expect(wrong).toEqual([]);
  expect((await board.read()).seq).toBe(seq);
});

test('every route accepts the roles with permission', async () => {
  const wrong: unknown[] = [];
  // Deletions come last, so that the other calls find what they need.
  const sortQueue = calls().toSorted(
    (one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE'),
  );
  for (const call of sortQueue) {
    for (const by of call.allowed) {
      const status = await statusOf(call, by, 'demo');
      const isAnswered = status < 500 && status !== 401 && status !== 403 && status !== 400 && status !== 415;
      // Callers who read another's request can't change or withdraw it, or confirm its delivery.
      if (status === 403 && ofItsRequester.test(call.name) && by !== 'requester') continue;
      if (!isAnswered) wrong.push([call.name, by, status]);
      if (call.method === 'GET' && status !== 200 && status !== 404) wrong.push([call.name, by, status]);
    }
  }
  expect(wrong).toEqual([]);
});

test('does not find a column of another board or workspace', async () => {
  const theirs = await aBoard().make('other');
  const next = await aBoard().make();
  for (const column of [theirs.id('Doing'), next.id('Doing')]) {
    expect(await owner.createCard(board, { title: 'Stray', columnId: column })).toMatchObject({
      status: 422,
    });
    expect(await owner.patch(`${board.path}/columns/${column}`, { name: 'Mine' })).toMatchObject({
      status: 404,
    });
  }
});
