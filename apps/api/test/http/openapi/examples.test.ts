import { under } from '../../leases/claimed.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Answer, Refused } from '../../support/person.js';

type Media = { schema?: object; example?: unknown };
type Operation = { operationId: string; requestBody?: { content: Record<string, Media> } };
type Document = { paths: Record<string, Record<string, Operation>> };
type Sample = { id: string; method: string; path: string; body: unknown };

const api = theApi();
const { owner, requester } = api.people;
const exampleId = '0198c0de-7a11-7000-8000-000000000042';
/** What an answer says that can't read a call, or finds a value of it wrong. */
const faults = [400, 405, 413, 415, 422];
/** They begin sessions or passkeys with what only a browser or a provider makes, or take a file. */
const withoutSample = [
  'createAttachment',
  'createPasskey',
  'createPushSubscription',
  'planImport',
  'setAvatar',
  'signInWithPasskey',
  'signInWithProvider',
];

let board: BoardUnderTest;
let samples: Sample[];
beforeAll(async () => {
  const { paths } = (await api.nobody.get<Document>('/v1/openapi.json')).body;
  board = await aBoard().called('PLAT').column('Doing', { limit: 3 }).column('Review').make();
  const ids = await parts();
  samples = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { operationId, requestBody }]) => {
      const example = Object.values(requestBody?.content ?? {})[0]?.example;
      return example === undefined
        ? []
        : [
            {
              id: operationId,
              method: method.toUpperCase(),
              path: filled(path, ids),
              body: onBoard(example),
            },
          ];
    }),
  );
});

/** Calls of a holder need the token of a lease. */
const isOfHolder = (path: string) => path.includes('/claims/');

/** Something of each kind that a path can name. */
async function parts(): Promise<Record<string, string>> {
  const [card] = await board.cards('Doing', 3);
  const { number: request } = await board.ask();
  const field = await board.field('Size', ['Small'], {});
  const made = async (path: string, body: object) => (await owner.post<{ id: string }>(path, body)).body.id;
  const W = '/v1/workspaces/demo';
  const comment = await made(`${board.path}/cards/${card}/comments`, { text: 'Hello' });
  const limits = (await owner.get<{ items: { id: string }[] }>(`${board.path}/limits`)).body.items;
  const account = await made(`${W}/service-accounts`, { name: 'CI', role: 'member' });
  const token = await made(`${W}/tokens`, { name: 'CI', scopes: ['read'] });
  return {
    workspace: 'demo',
    board: board.key,
    column: board.id('Review'),
    swimlane: await board.lane('Partners and others'),
    label: await board.label('Data'),
    cardTemplate: await board.cardTemplate('Any'),
    recurringCard: await board.recurringCard('Any'),
    field: field.id,
    option: field.options[0]!.id,
    view: await made(`${board.path}/views`, { name: 'Any', query: '' }),
    limit: limits[0]!.id,
    item: await board.item(card!, 'Any'),
    comment,
    card: String(card),
    externalId: 'JIRA-1042',
    request: String(request),
    template: await made(`${board.path}/intake/templates`, {
      name: 'Any',
      kind: 'decline',
      reason: 'notAligned',
      message: 'We stopped this kind of work.',
    }),
    team: await made(`${W}/teams`, { name: 'Any' }),
    user: requester.id,
    account,
    token,
    form: exampleId,
    trial: exampleId,
    import: exampleId,
    passkey: exampleId,
    webhook: exampleId,
    delivery: exampleId,
  };
}

function filled(path: string, ids: Record<string, string>): string {
  return path
    .replace(/\/(cards|claims)\/\{number\}/, `/$1/${ids.card}`)
    .replace('{number}', ids.request as string)
    .replace('invitations/{token}', 'invitations/demo.Zm9yIGV4YW1wbGUgb25seQ')
    .replace(/\{(\w+)\}/g, (_, name: string) => ids[name] as string);
}

/** A password of another person is wrong, whatever its example. */
function isFault({ status, body }: Answer<Refused>): boolean {
  if (status === 422 && body.errors?.every(({ code }) => code === 'passwordWrong')) return false;
  return faults.includes(status) || status >= 500;
}

/** Replaces the ids and numbers of an example by those of the board. */
function onBoard(example: unknown): unknown {
  const text = JSON.stringify(example)
    .replaceAll(`"user":"${exampleId}"`, `"user":"${requester.id}"`)
    .replaceAll(exampleId, board.id('Doing'))
    .replaceAll('"card":42', '"card":1')
    .replaceAll('"card":41', '"card":2')
    .replaceAll('"request":7', '"request":1');
  return JSON.parse(text);
}

test('every call with a body has an example of it, except those that only a browser can make', async () => {
  const { paths } = (await api.nobody.get<Document>('/v1/openapi.json')).body;
  const without = Object.values(paths)
    .flatMap((item) => Object.values(item))
    .filter(({ requestBody }) => requestBody && !Object.values(requestBody.content)[0]?.example);
  expect(without.map(({ operationId }) => operationId).sort()).toEqual(withoutSample);
});

test('the examples of the document are accepted when they are sent', async () => {
  const answers: { id: string; answer: Answer }[] = [];
  for (const { id, method, path, body } of samples)
    answers.push({ id, answer: await owner.send(method, path, body, isOfHolder(path) ? under(7) : {}) });
  const refused = answers.filter(({ answer }) => isFault(answer as Answer<Refused>));
  expect(refused.map(({ id, answer: { status, body } }) => [id, status, body])).toEqual([]);
  const done = answers.filter(({ answer: { status } }) => status < 300).map(({ id }) => id);
  expect(done).toEqual(
    expect.arrayContaining(['createCard', 'moveCard', 'moveCards', 'submitRequest', 'createBoard']),
  );
  expect(done.length).toBeGreaterThan(45);
});
