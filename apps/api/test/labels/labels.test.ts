import { expect, test } from '@jest/globals';
import { type Card, type Label, roles } from '@weir/contract';
import { labelColours } from '@weir/domain';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

const api = theApi();
const { owner, manager, member, viewer, requester } = api.people;
const add = (board: BoardUnderTest, name: string, colour = 'red') =>
  member.post<Label>(`${board.path}/labels`, { name, colour });

test('a board has labels in the order of their names, and each change of one is an event', async () => {
  const board = await aBoard().make();
  const { seq } = await board.read();
  const risk = (await add(board, '  Risk ', 'orange')).body;
  const bug = (await add(board, 'bug')).body;
  expect(risk).toEqual({ id: expect.any(String), name: 'Risk', colour: 'orange' });
  expect((await board.read()).labels).toEqual([bug, risk]);
  const path = `${board.path}/labels/${risk.id}`;
  const renamed = { ...risk, name: 'Audit', colour: 'blue' };
  expect(await member.patch(path, { name: 'Audit', colour: 'blue' })).toMatchObject({
    status: 200,
    body: renamed,
  });
  await member.patch(path, { name: 'Audit' });
  expect((await board.read()).labels).toEqual([renamed, bug]);
  expect(await member.delete(path)).toMatchObject({ status: 204 });
  expect((await board.read()).labels).toEqual([bug]);
  const events = await board.events(seq);
  expect(events.map(({ type, changes }) => [type, changes])).toEqual([
    ['label.added', [{ label: risk.id, to: { name: 'Risk', colour: 'orange' } }]],
    ['label.added', [{ label: bug.id, to: { name: 'bug', colour: 'red' } }]],
    [
      'label.changed',
      [
        {
          label: risk.id,
          from: { name: 'Risk', colour: 'orange' },
          to: { name: 'Audit', colour: 'blue' },
        },
      ],
    ],
    ['label.removed', [{ label: risk.id, from: { name: 'Audit', colour: 'blue' } }]],
  ]);
});

test('a label has a name of 1 to 40 characters and one of the ten colours', async () => {
  const board = await aBoard().make();
  for (const [n, colour] of labelColours.entries())
    expect(await add(board, `No. ${n}`, colour)).toMatchObject({ status: 201 });
  expect(await add(board, '🚒'.repeat(40))).toMatchObject({ status: 201 });
  for (const [body, path] of [
    [{ name: 'x'.repeat(41), colour: 'red' }, 'name'],
    [{ name: ' ', colour: 'red' }, 'name'],
    [{ name: 'Two\nlines', colour: 'red' }, 'name'],
    [{ name: 'Free', colour: '#ff0000' }, 'colour'],
    [{ name: 'None' }, 'colour'],
  ] as const)
    expect(await member.post(`${board.path}/labels`, body)).toMatchObject({
      status: 422,
      body: { errors: [{ path }] },
    });
});

test('a card is given labels of its board, and an edit of them is one event with a new version', async () => {
  const board = await aBoard().make();
  const other = await aBoard().make();
  const [bug, risk] = [await board.label('Bug'), await board.label('Risk')].toSorted() as [string, string];
  const theirs = await other.label('Bug');
  const made = await member.createCard(board, { labelIds: [risk, bug] });
  expect(made.body).toMatchObject({ version: 1, labelIds: [bug, risk] });
  const { seq } = await board.read();
  expect(await member.patchCard(board, 1, { labelIds: [risk] })).toMatchObject({
    body: { version: 2, labelIds: [risk] },
  });
  expect(await member.patchCard(board, 1, { labelIds: [risk] })).toMatchObject({ body: { version: 2 } });
  expect((await board.read()).cards).toMatchObject([{ version: 2, labelIds: [risk] }]);
  expect((await board.events(seq)).map(({ type, changes }) => [type, ...changes])).toEqual([
    ['card.changed', { card: 1, from: { labelIds: [bug, risk] }, to: { labelIds: [risk], version: 2 } }],
  ]);
  for (const labelIds of [[theirs], [bug, bug]])
    expect(await member.patchCard(board, 1, { labelIds })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'labelIds' }] },
    });
  expect(await member.createCard(board, { labelIds: [theirs] })).toMatchObject({ status: 422 });
  expect(await member.patchCard(board, 1, { labelIds: [bug] }, { 'if-match': '"1"' })).toMatchObject({
    status: 412,
  });
});

test('a label that cards have is removed only together with theirs, archived ones too, and the refusal counts them', async () => {
  const board = await aBoard().make();
  const label = await board.label('Bug');
  const kept = await board.label('Risk');
  const [one, two, three] = await board.cards('Ready', 3);
  for (const card of [one, two]) await member.patchCard(board, card, { labelIds: [label, kept] });
  await member.archive(board, two);
  const path = `${board.path}/labels/${label}`;
  const before = await board.read();
  expect(await member.delete(path)).toMatchObject({
    status: 409,
    body: { code: 'label-in-use', cards: 2, detail: '2 cards have this label, archived ones included.' },
  });
  expect(await member.delete(`${path}?fromCards=yes`)).toMatchObject({ status: 422 });
  expect((await board.read()).seq).toBe(before.seq);
  expect(await member.delete(`${path}?fromCards=true`)).toMatchObject({ status: 204 });
  const after = await board.read();
  expect(after.labels.map(({ id }) => id)).toEqual([kept]);
  expect(after.cards).toMatchObject([
    { number: one, labelIds: [kept], version: 3 },
    { number: three, labelIds: [], version: 1 },
  ]);
  expect((await member.get<Card>(`${board.path}/cards/${two}`)).body).toMatchObject({
    labelIds: [kept],
    version: 4,
  });
  const unlabelled = (card: number, version: number) => ({
    card,
    from: { labelId: label },
    to: { labelId: null, version },
  });
  expect((await board.events(before.seq)).map(({ type, changes }) => [type, ...changes])).toEqual([
    [
      'label.removed',
      { label, from: { name: 'Bug', colour: 'blue' } },
      unlabelled(one, 3),
      unlabelled(two, 4),
    ],
  ]);
  expect(await member.delete(path)).toMatchObject({ status: 404 });
});

test('the names of labels differ, whatever the case and the way they are written', async () => {
  const board = await aBoard().make();
  const other = await aBoard().make();
  await add(board, 'Übergabe');
  for (const name of ['übergabe', 'ÜBERGABE ', 'U\u0308bergabe'])
    expect(await add(board, name)).toMatchObject({
      status: 409,
      body: { code: 'name-taken', errors: [{ path: 'name', code: 'labelNameTaken' }] },
    });
  expect(await add(other, 'Übergabe')).toMatchObject({ status: 201 });
  const risk = await board.label('Risk');
  expect(await member.patch(`${board.path}/labels/${risk}`, { name: 'RISK' })).toMatchObject({ status: 200 });
});

test('owners, managers and members define labels; viewers read them and requesters see none', async () => {
  const board = await aBoard().make();
  const allowed = [owner, manager, member];
  for (const [n, person] of allowed.entries())
    expect(await person.post(`${board.path}/labels`, { name: `No. ${n}`, colour: 'pink' })).toMatchObject({
      status: 201,
    });
  for (const person of [viewer, requester])
    expect(await person.post(`${board.path}/labels`, { name: 'Mine', colour: 'pink' })).toMatchObject({
      status: 403,
    });
  expect(allowed.length + 2).toBe(roles.length);
  expect((await viewer.get<{ labels: Label[] }>(board.path)).body.labels).toHaveLength(3);
  expect((await requester.get<object>(board.path)).body).not.toHaveProperty('labels');
});
