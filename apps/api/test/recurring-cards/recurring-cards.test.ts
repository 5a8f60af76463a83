import { beforeEach, expect, test } from '@jest/globals';
import { type CardDetail, type RecurringCard, type RecurringCardList, roles } from '@weir/contract';
import { nextOccurrence } from '@weir/domain';
import { all, deadlocksOf } from '../races/crowd.js';
import { twoInstances } from '../races/instances.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

const { api, second } = twoInstances();
const { owner, manager, member, viewer, requester } = api.people;
const daily = { unit: 'days' as const, every: 1, at: '09:00', from: '2026-01-01', until: null };
const sweep = (n = 0) => (n % 2 === 0 ? api : second).service('RecurringSweepService').sweep();
const at = (board: BoardUnderTest, id = '') => `${board.path}/recurring-cards${id && `/${id}`}`;
const list = async (board: BoardUnderTest) => (await viewer.get<RecurringCardList>(at(board))).body.items;
const one = async (board: BoardUnderTest) => (await list(board))[0] as RecurringCard;
const titles = async (board: BoardUnderTest, column = 'Ready') => {
  const { cards } = await board.read();
  return cards.filter(({ columnId }) => columnId === board.id(column)).map(({ title }) => title);
};
const after = (at: string | null) => nextOccurrence(daily, 'UTC', at as string)?.toISOString();

beforeEach(() => api.clock.stop());

test('the system makes the card when it is due, exactly once however many instances sweep', async () => {
  const board = await aBoard().make();
  const [label, lane] = [await board.label('Check'), await board.lane('Inside')];
  const preset = {
    ...{ title: 'Check the backups', description: 'All of them', classOfService: 'intangible' },
    ...{ swimlaneId: lane, labelIds: [label], fields: {}, checklistItems: [{ text: 'Restore one' }] },
  };
  const given = { ...preset, columnId: board.id('Doing'), schedule: daily };
  const { status, body: made } = await manager.post<RecurringCard>(at(board), given);
  const nextAt = nextOccurrence(daily, 'UTC', api.clock.now())?.toISOString();
  const rest = { whenFull: 'wait', active: true, nextAt, waiting: null, last: null };
  expect([status, made]).toEqual([201, { id: expect.any(String), ...given, ...rest }]);
  await sweep();
  expect((await board.read()).cards).toEqual([]);

  const { seq } = await board.read();
  const before = await deadlocksOf(api);
  api.clock.pass({ days: 1 });
  await all(6, (n) => sweep(n));
  const [card, ...more] = (await board.read()).cards;
  expect([more, await deadlocksOf(api)]).toEqual([[], before]);
  const detail = (await member.get<CardDetail>(`${board.path}/cards/1`)).body;
  const { checklistItems, ...same } = preset;
  expect(detail).toMatchObject({ ...same, columnId: board.id('Doing'), createdBy: null });
  expect(detail.checklistItems).toMatchObject(checklistItems);
  const last = { kind: 'created', at: nextAt, missed: 0, card: 1 };
  expect(await one(board)).toMatchObject({ nextAt: after(nextAt!), last });
  expect(await board.events(seq)).toMatchObject([
    {
      type: 'card.created',
      actor: null,
      changes: [
        { card: 1, recurringCard: made.id, to: { title: card!.title } },
        { card: 1, from: null, to: { text: 'Restore one' } },
        { recurringCard: made.id, from: { nextAt, last: null }, to: { nextAt: after(nextAt!), last } },
      ],
    },
  ]);
});

test('after a long stop it makes one card for all that it missed, and says how many', async () => {
  const board = await aBoard().make();
  await board.recurringCard('Daily');
  api.clock.pass({ days: 5 });
  await sweep();
  expect(await titles(board)).toEqual(['Daily']);
  expect((await one(board)).last).toMatchObject({ kind: 'created', missed: 4 });
  // Neither an archived board nor one that is paused makes any.
  await manager.patch(board.path, { archived: true });
  api.clock.pass({ days: 2 });
  await sweep();
  await manager.patch(board.path, { archived: false });
  await sweep();
  expect((await one(board)).last).toMatchObject({ missed: 1, card: 2 });
  const path = at(board, (await one(board)).id);
  expect((await manager.patch(path, { active: false })).body).toMatchObject({ nextAt: null });
  api.clock.pass({ days: 2 });
  await sweep();
  const { body } = await manager.patch<RecurringCard>(path, { active: true });
  expect(Date.parse(body.nextAt!)).toBeGreaterThan(api.clock.now().getTime());
  expect(await titles(board)).toHaveLength(2);
  const until = api.clock.now().toISOString().slice(0, 10);
  const ended = await manager.patch<RecurringCard>(path, { schedule: { ...daily, at: '00:00', until } });
  expect(ended.body).toMatchObject({ nextAt: null, active: true });
});

test('where the column is full the card waits, and enters as soon as there is room', async () => {
  const board = await aBoard().column('Ready', { kind: 'queue', limit: 1 }).make();
  await board.cards('Ready', 1);
  const id = await board.recurringCard('Daily');
  const limit = (await board.column('Ready')).limit!.id;
  const { nextAt: since } = await one(board);
  const { seq } = await board.read();
  api.clock.pass({ days: 1 });
  for (let times = 0; times < 3; times += 1) await sweep(times);
  const limits = [{ id: limit, max: 1, load: 1 }];
  const waiting = { since, missed: 0, limits };
  expect(await one(board)).toMatchObject({ waiting, last: null, nextAt: after(since) });
  const held = { id, title: 'Daily', columnId: null, state: 'waiting', at: since, missed: 0, limits };
  expect((await board.read()).recurringCards).toEqual([held]);
  expect(await board.events(seq)).toMatchObject([
    { type: 'recurringCard.waiting', actor: null, changes: [{ recurringCard: id, to: { waiting } }] },
  ]);
  // Only one waits, whatever comes meanwhile.
  api.clock.pass({ days: 2 });
  await sweep();
  expect((await one(board)).waiting).toMatchObject({ since, missed: 2 });
  expect((await board.read()).recurringCards).toMatchObject([{ missed: 2 }]);
  await member.moveCard(board, 1, { column: 'Doing' });
  await all(4, (n) => sweep(n));
  expect(await titles(board)).toEqual(['Daily']);
  expect(await one(board)).toMatchObject({
    waiting: null,
    last: { kind: 'created', at: since, missed: 2, card: 2 },
  });
  expect((await board.read()).recurringCards).toEqual([]);
});

test('where it is to be skipped, it says which limit refused it until the next one is made', async () => {
  const board = await aBoard().column('Ready', { kind: 'queue', limit: 1 }).make();
  await board.cards('Ready', 1);
  const id = await board.recurringCard('Daily', { whenFull: 'skip', columnId: board.id('Ready') });
  const { nextAt } = await one(board);
  api.clock.pass({ days: 1 });
  for (let times = 0; times < 3; times += 1) await sweep();
  const limits = [{ id: (await board.column('Ready')).limit!.id, max: 1, load: 1 }];
  const last = { kind: 'skipped', at: nextAt, missed: 0, limits };
  expect(await one(board)).toMatchObject({ waiting: null, last });
  const held = { id, title: 'Daily', columnId: board.id('Ready'), state: 'skipped', at: nextAt, missed: 0 };
  expect((await board.read()).recurringCards).toEqual([{ ...held, limits }]);
  expect((await board.events()).filter(({ type }) => type === 'recurringCard.skipped')).toHaveLength(1);
  await member.moveCard(board, 1, { column: 'Doing' });
  await sweep();
  expect(await titles(board)).toEqual([]);
  api.clock.pass({ days: 1 });
  await sweep();
  expect(await titles(board)).toEqual(['Daily']);
  expect((await board.read()).recurringCards).toEqual([]);
});

test('recurring cards and people at once never bring a column over its limit', async () => {
  const board = await aBoard().column('Ready', { kind: 'queue', limit: 4 }).make();
  await all(6, (n) => board.recurringCard(`Daily ${n}`, { whenFull: n % 2 ? 'wait' : 'skip' }));
  api.clock.pass({ days: 1 });
  const create = (n: number) =>
    (n % 2 ? second : api).people.member.createCard(board, { title: `By hand ${n}` });
  await all(10, async (n) => (n % 3 === 0 ? sweep(n) : create(n)));
  expect(await titles(board)).toHaveLength(4);
  const held = (await board.read()).recurringCards;
  const made = (await titles(board)).filter((title) => title.startsWith('Daily'));
  expect(held.length + made.length).toBe(6);
});

test('a recurring card outlives its column, lane and label, and managers edit what members see', async () => {
  const board = await aBoard().column('Later', { kind: 'queue' }).make();
  const [label, lane] = [await board.label('Check'), await board.lane('Inside')];
  const more = { columnId: board.id('Later'), labelIds: [label], swimlaneId: lane };
  const id = await board.recurringCard('Daily', more);
  await manager.delete(`${board.path}/labels/${label}`);
  await manager.delete(`${board.path}/swimlanes/${lane}`);
  await manager.post(`${board.path}/columns`, { name: 'Ideas', kind: 'queue', before: board.id('Later') });
  await manager.delete(`${board.path}/columns/${board.id('Later')}`);
  expect(await one(board)).toMatchObject({ columnId: null, labelIds: [], swimlaneId: null });
  api.clock.pass({ days: 1 });
  await sweep();
  expect((await board.read()).cards).toMatchObject([{ title: 'Daily', labelIds: [], swimlaneId: null }]);

  for (const person of [owner, manager])
    expect((await person.patch(at(board, id), { title: person.name })).status).toBe(200);
  for (const person of [member, viewer, requester])
    expect((await person.patch(at(board, id), { title: 'Mine' })).status).toBe(403);
  expect(roles).toHaveLength(5);
  expect((await requester.get(at(board))).status).toBe(403);
  expect(await manager.delete(at(board, id))).toMatchObject({ status: 204 });
  expect(await list(board)).toEqual([]);
});

test('refuses schedules that cannot be', async () => {
  const board = await aBoard().make();
  const weeks = { ...daily, unit: 'weeks', weekdays: [1] };
  const months = { ...daily, unit: 'months', dayOfMonth: 31 };
  for (const [schedule, path] of [
    [{ ...daily, every: 0 }, 'every'],
    [{ ...daily, every: 366 }, 'every'],
    [{ ...daily, unit: 'years' }, 'unit'],
    [{ ...daily, weekdays: [1] }, 'weekdays'],
    [{ ...daily, at: '24:00' }, 'at'],
    [{ ...daily, from: '20260-01-01' }, 'from'],
    [{ ...daily, from: '2026-02-30' }, 'from'],
    [{ ...daily, until: '2025-12-31' }, 'until'],
    [{ ...weeks, weekdays: [] }, 'weekdays'],
    [{ ...weeks, weekdays: [8] }, 'weekdays.0'],
    [{ ...weeks, weekdays: [1, 1] }, 'weekdays'],
    [{ ...months, dayOfMonth: 0 }, 'dayOfMonth'],
    [{ ...months, dayOfMonth: 32 }, 'dayOfMonth'],
  ] as const)
    expect(await manager.post(at(board), { title: 'x', schedule })).toMatchObject({
      status: 422,
      body: { errors: [{ path: `schedule.${path}` }] },
    });
  for (const schedule of [weeks, months])
    expect((await manager.post(at(board), { title: 'x', schedule })).status).toBe(201);
  expect((await manager.post(at(board), { title: ' ', schedule: daily })).status).toBe(422);
});
