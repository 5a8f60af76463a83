import { randomUUID } from 'node:crypto';
import type {
  AnswerTemplate,
  Card,
  CardLink,
  Comment,
  CreatedInvitation,
  Delivery,
  Import,
  Member,
  Request,
  Role,
  SavedView,
  Team,
  Webhook,
} from '@weir/contract';
import { upload } from '../../imports/support.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Name } from '../../support/people.js';
import { ofItsRequester, ofItsWriter, policy } from './access-policy.js';
import { roles } from './policy.js';
import { template } from './request-policy.js';

const boardPath = '/v1/workspaces/:workspace/boards/:board';
const workspacePath = '/v1/workspaces/:workspace';

const api = theApi();
const { owner, manager, secondMember, requester } = api.people;
let board: BoardUnderTest;
let parts: Record<string, string>;

beforeAll(async () => {
  board = await aBoard().column('Doing', { limit: 4 }).make();
  const made = async <T>(path: string, body: object, by = manager) => (await by.post<T>(path, body)).body;
  const card = await made<Card>(`${board.path}/cards`, { title: 'First', externalId: 'first' });
  const comment = await made<Comment>(`${board.path}/cards/1/comments`, { text: 'First' });
  const request = await made<Request>(
    `${board.path}/requests`,
    { title: 'First', externalId: 'first' },
    requester,
  );
  expect(card.number).toBe(request.number);
  const lane = await board.lane('First');
  const label = await board.label('First');
  const cardTemplate = await board.cardTemplate('First');
  const recurringCard = await board.recurringCard('First');
  const field = await board.field('Risk', ['Low', 'Some']);
  const view = await made<SavedView>(`${board.path}/views`, { name: 'Mine', query: '' });
  const limit = await board.limit({ scope: 'classOfService', classOfService: 'fixedDate', max: 3 });
  const kept = await made<AnswerTemplate>(`${board.path}/intake/templates`, template);
  const invitation = await made<CreatedInvitation>(
    '/v1/workspaces/demo/invitations',
    { role: 'member' },
    owner,
  );
  await board.cards('Ready', 1);
  const link = await made<CardLink>(`${board.path}/cards/1/links`, { kind: 'relatesTo', card: 2 });
  const webhooks = '/v1/workspaces/demo/webhooks';
  const webhook = await made<Webhook>(webhooks, { name: 'First', url: 'https://hooks.invalid/none' });
  parts = {
    ':board': board.key,
    ':column': board.id('Doing'),
    ':swimlane': lane,
    ':label': label,
    ':cardTemplate': cardTemplate,
    ':recurringCard': recurringCard,
    ':field': field.id,
    ':option': field.options[0]!.id,
    ':view': view.id,
    ':limit': limit.id,
    ':trial': randomUUID(),
    ':externalId': 'first',
    ':number': String(card.number),
    ':comment': comment.id,
    ':attachment': (await manager.attach(board, 'plan.txt', 'First')).body.id,
    ':link': link.id,
    ':item': await board.item(1, 'First'),
    ':user': secondMember.id,
    ':hash': '0'.repeat(24),
    ':account': (
      await made<Member>('/v1/workspaces/demo/service-accounts', { name: 'First', role: 'member' })
    ).id,
    ':template': kept.id,
    ':invitation': invitation.id,
    ':team': (await made<Team>('/v1/workspaces/demo/teams', { name: 'First', memberIds: [secondMember.id] }))
      .id,
    ':webhook': webhook.id,
    ':delivery': (await manager.post<Delivery>(`${webhooks}/${webhook.id}/test`)).body.id,
    ':import': (await upload<Import>(manager, 'cards.csv', 'Title\nOne')).body.id,
  };
});

type Call = { name: string; method: string; path: string; allowed: Role[] } & Omit<
  (typeof policy)[string],
  'allowed'
>;

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
  { method, path, body, file, query = '' }: Call,
  by: Name | null,
  workspace: string,
): Promise<number> {
  const filled = path.replace(':workspace', workspace).replace(/:\w+/g, (part) => parts[part] ?? part);
  const sent = body && JSON.parse(JSON.stringify(body).replace('COLUMN', board.id('Doing')));
  const caller = by ? api.people[by] : api.nobody;
  const seq = query.includes('SEQ') ? String((await board.read()).seq) : '';
  const asked = query.replace('SEQ', seq).replaceAll('BOARD', board.key);
  if (file === undefined) return (await caller.send(method, filled + asked, sent)).status;
  const bytes = { 'content-type': 'application/octet-stream' };
  return (await caller.send(method, filled + asked, file, bytes)).status;
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
    const places = [
      ...roles.map((by) => [by, 'other'] as const),
      ['owner', 'absent'],
      ['stranger', 'demo'],
      ['loner', 'demo'],
    ] as const;
    for (const [by, workspace] of places) {
      const status = await statusOf(call, by, workspace);
      if (status !== 404) strange.push([call.name, by, workspace, status]);
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
      if (status === 403 && ofItsWriter.test(call.name) && by !== 'manager') continue;
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
