import type { ConflictCode } from '@weir/contract';
import { defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import type { Answer } from '../../support/person.js';

export const api = theApi();
const { manager, member, requester, loner, owner } = api.people;
const boards = '/v1/workspaces/demo/boards';

/** A board on which every value of the cases below is in conflict with something. */
export async function aBusyBoard() {
  const board = await aBoard().column('Doing', { limit: 5 }).column('Review').column('Test').make();
  await board.lane('Web');
  const lane = await board.lane('Mobile');
  await board.label('Bug');
  const risk = await board.label('Risk');
  await board.field('Customer', 'text');
  const effort = await board.field('Effort', ['Small', 'Large']);
  const groups = [
    ['Doing', 'Review', 'Test'],
    ['Review', 'Test'],
  ].map((names) => names.map((name) => board.id(name)));
  for (const columnIds of groups) await board.limit({ scope: 'columns', columnIds, max: 9 });
  return { ...board, mobile: lane, risk, effort };
}
type BusyBoard = Awaited<ReturnType<typeof aBusyBoard>>;

export const template = {
  kind: 'defer',
  reason: 'noCapacity',
  message: 'Ask again in autumn, please.',
} as const;
export const withTemplates = async (board: BusyBoard, count: number) => {
  const make = (n: number) =>
    manager.post<{ id: string }>(`${board.path}/intake/templates`, { ...template, name: `T${n}` });
  await make(1);
  return (await Promise.all(Array.from({ length: count - 1 }, (_, n) => make(n + 2)))).at(-1)?.body.id;
};
const trade = { kind: 'trade', reason: 'noCapacity', message: 'The regulator’s date comes first.' };

type Case = [ConflictCode, path: string, (board: BusyBoard) => Promise<Answer>];

/** Each conflict, the field that it is at, and a call that is refused because of it. */
export const cases: Case[] = [
  [
    'columnNameTaken',
    'name',
    ({ path }) => manager.post(`${path}/columns`, { name: 'doing', kind: 'active' }),
  ],
  [
    'columnNameTaken',
    'name',
    (board) => manager.patch(`${board.path}/columns/${board.id('Review')}`, { name: 'TEST' }),
  ],
  ['swimlaneNameTaken', 'name', ({ path }) => manager.post(`${path}/swimlanes`, { name: 'web' })],
  [
    'swimlaneNameTaken',
    'name',
    ({ path, mobile }) => manager.patch(`${path}/swimlanes/${mobile}`, { name: 'Web' }),
  ],
  ['labelNameTaken', 'name', ({ path }) => manager.post(`${path}/labels`, { name: 'BUG', colour: 'red' })],
  ['labelNameTaken', 'name', ({ path, risk }) => manager.patch(`${path}/labels/${risk}`, { name: 'bug' })],
  [
    'teamNameTaken',
    'name',
    async () => {
      await manager.post('/v1/workspaces/demo/teams', { name: 'Platform' });
      return manager.post('/v1/workspaces/demo/teams', { name: 'PLATFORM' });
    },
  ],
  [
    'templateNameTaken',
    'name',
    async (board) => {
      await board.cardTemplate('Release');
      return member.post(`${board.path}/card-templates`, { name: 'RELEASE', title: 'More' });
    },
  ],
  [
    'fieldNameTaken',
    'name',
    ({ path }) => manager.post(`${path}/fields`, { name: 'CUSTOMER', kind: 'date' }),
  ],
  [
    'fieldNameTaken',
    'name',
    ({ path, effort }) => manager.patch(`${path}/fields/${effort.id}`, { name: 'customer' }),
  ],
  [
    'optionNameTaken',
    'name',
    ({ path, effort }) =>
      manager.post(`${path}/fields/${effort.id}/options`, { name: 'small', colour: 'red' }),
  ],
  [
    'optionNameTaken',
    'name',
    ({ path, effort }) =>
      manager.patch(`${path}/fields/${effort.id}/options/${effort.options[1]?.id}`, { name: 'Small' }),
  ],
  [
    'viewNameTaken',
    'name',
    async ({ path }) => {
      await manager.post(`${path}/views`, { name: 'Late', query: '' });
      return manager.post(`${path}/views`, { name: 'LATE', query: '' });
    },
  ],
  [
    'templateNameTaken',
    'name',
    async (board) => {
      await withTemplates(board, 1);
      return manager.post(`${board.path}/intake/templates`, { ...template, name: 'T1' });
    },
  ],
  [
    'templateNameTaken',
    'name',
    async (board) => {
      const second = await withTemplates(board, 2);
      return manager.patch(`${board.path}/intake/templates/${second}`, { name: 'T1' });
    },
  ],
  [
    'tooManyTemplates',
    'name',
    async (board) => {
      await withTemplates(board, 50);
      return manager.post(`${board.path}/intake/templates`, { ...template, name: 'One more' });
    },
  ],
  [
    'tooManyPasskeys',
    'response',
    async () => {
      await api.pool.query(
        `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, transports, is_synced, name, created_at)
         SELECT gen_random_uuid(), $1, 'key ' || n, '', 0, '{}', false, 'Key', now() FROM generate_series(1, 20) n`,
        [loner.id],
      );
      return loner.post('/v1/me/passkeys/challenge', { currentPassword: 'demo-demo' });
    },
  ],
  [
    'boardKeyTaken',
    'key',
    ({ key }) =>
      manager.post(boards, {
        key,
        name: 'Twin',
        columns: [
          { name: 'Ready', kind: 'queue' },
          { name: 'Doing', kind: 'active' },
          { name: 'Done', kind: 'done' },
        ],
      }),
  ],
  [
    'externalIdTaken',
    'externalId',
    async (board) => {
      const call = { title: 'Twice', externalId: 'twice' };
      await member.post(`${board.path}/cards`, call);
      return member.post(`${board.path}/cards`, call);
    },
  ],
  ['slugTaken', 'slug', () => owner.post('/v1/workspaces', { slug: 'demo', name: 'Another' })],
  [
    'emailTaken',
    'email',
    () => api.nobody.post('/v1/users', { email: loner.email, name: 'Lea', password: 'a long password' }),
  ],
  [
    'alreadyMember',
    'email',
    () => owner.post('/v1/workspaces/demo/invitations', { role: 'viewer', email: member.email }),
  ],
  ['lastOfKind', 'column', (board) => manager.delete(`${board.path}/columns/${board.id('Ready')}`)],
  [
    'hasLimit',
    'columnId',
    (board) => manager.post(`${board.path}/limits`, { scope: 'column', columnId: board.id('Doing'), max: 1 }),
  ],
  ['sameLimit', 'column', (board) => manager.delete(`${board.path}/columns/${board.id('Doing')}`)],
  [
    'delivered',
    'displaces',
    async (board) => {
      const [card] = await board.cards('Done', 1);
      const { number } = await board.ask();
      return manager.answer(board, number, { ...trade, displaces: card });
    },
  ],
  [
    'staysThere',
    'displaces',
    async (board) => {
      const [card] = await board.cards('Ready', 1);
      const { number } = await board.ask();
      return manager.answer(board, number, { ...trade, displaces: card });
    },
  ],
  [
    'stillWaits',
    'follows',
    async (board) => {
      const { number } = await board.ask();
      return requester.submit(board, { follows: number });
    },
  ],
  [
    'askedAgainByThis',
    'of',
    async (board) => {
      const [first, second] = await askedAgain(board);
      return manager.answer(board, second, { kind: 'duplicate', of: first });
    },
  ],
  [
    'askedAgainAs',
    'of',
    async (board) => {
      const [first] = await askedAgain(board);
      const { number } = await board.ask();
      return manager.answer(board, number, { kind: 'duplicate', of: first });
    },
  ],
  [
    'duplicateOf',
    'of',
    async (board) => {
      const [one, two, three] = [await board.ask(), await board.ask(), await board.ask()];
      await manager.answer(board, two.number, { kind: 'duplicate', of: one.number });
      return manager.answer(board, three.number, { kind: 'duplicate', of: two.number });
    },
  ],
  [
    'redirectedAs',
    'of',
    async (board) => {
      const [one, two] = [await board.ask(), await board.ask()];
      const { key } = await aBoard().make();
      await manager.answer(board, one.number, {
        kind: 'redirect',
        board: key,
        message: 'They look after these.',
      });
      return manager.answer(board, two.number, { kind: 'duplicate', of: one.number });
    },
  ],
  [
    'withdrawn',
    'of',
    async (board) => {
      const [one, two] = [await board.ask(), await board.ask()];
      await requester.withdraw(board, one.number);
      return manager.answer(board, two.number, { kind: 'duplicate', of: one.number });
    },
  ],
  [
    'requestEnded',
    'request',
    async (board) => {
      const { number } = await board.ask();
      await requester.withdraw(board, number);
      const [card] = await board.cards('Ready', 1);
      return manager.post(`${board.path}/cards/${card}/waits`, { board: board.key, request: number });
    },
  ],
  [
    'noLongerWaits',
    'number',
    async (board) => {
      const { number } = await board.ask();
      const [card] = await board.cards('Done', 1);
      return manager.post(`${board.path}/cards/${card}/waits`, { board: board.key, request: number });
    },
  ],
];

async function askedAgain(board: BusyBoard): Promise<[number, number]> {
  const { number } = await board.ask();
  await manager.answer(board, number, defer(api.day(1)));
  api.clock.pass({ days: 2 });
  return [number, (await requester.askAgain(board, number)).body.number];
}
