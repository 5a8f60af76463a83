import { expect, test } from '@jest/globals';
import { type CardDetail, type CustomField, type FieldOption, roles } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

const api = theApi();
const { owner, manager, member, viewer, requester } = api.people;
const read = async (board: BoardUnderTest, card: number) =>
  (await viewer.get<CardDetail>(`${board.path}/cards/${card}`)).body;
const changes = async (board: BoardUnderTest, after: number) =>
  (await board.events(after)).map(({ type, changes }) => [type, ...changes]);

test('a board has custom fields in their order, with options in theirs, and each change is an event', async () => {
  const board = await aBoard().make();
  const { seq } = await board.read();
  const risk = await board.field('  Risk ', ['Low', 'High'], { onCards: true });
  expect(risk).toMatchObject({ name: 'Risk', kind: 'choice', onCards: true });
  const customer = await board.field('Customer', 'text', { before: risk.id });
  expect(customer).toEqual({
    id: expect.any(String),
    name: 'Customer',
    kind: 'text',
    onCards: false,
    options: [],
  });
  const [low, high] = risk.options as [FieldOption, FieldOption];
  const path = `${board.path}/fields/${risk.id}`;
  const some = (
    await manager.post<FieldOption>(`${path}/options`, { name: 'Some', colour: 'orange', after: low.id })
  ).body;
  expect(await manager.patch(`${path}/options/${high.id}`, { name: 'Severe', before: low.id })).toMatchObject(
    {
      status: 200,
      body: { id: high.id, name: 'Severe', colour: 'grey' },
    },
  );
  expect(await manager.patch(path, { name: 'Danger', before: customer.id })).toMatchObject({ status: 200 });
  expect(await manager.patch(path, { name: 'Danger', before: customer.id })).toMatchObject({ status: 200 });
  expect(await manager.delete(`${path}/options/${low.id}`)).toMatchObject({ status: 204 });
  expect(await manager.delete(`${board.path}/fields/${customer.id}`)).toMatchObject({ status: 204 });
  const severe = { ...high, name: 'Severe' };
  expect((await board.read()).fields).toEqual([{ ...risk, name: 'Danger', options: [severe, some] }]);
  const grey = { colour: 'grey' };
  const field = risk.id;
  expect(await changes(board, seq)).toEqual([
    [
      'field.added',
      { field, to: { name: 'Risk', kind: 'choice', onCards: true, before: null } },
      { field, option: high.id, from: null, to: { name: 'High', ...grey, before: null } },
      { field, option: low.id, from: null, to: { name: 'Low', ...grey, before: high.id } },
    ],
    [
      'field.added',
      { field: customer.id, to: { name: 'Customer', kind: 'text', onCards: false, before: field } },
    ],
    [
      'field.changed',
      { field, option: some.id, from: null, to: { name: 'Some', colour: 'orange', before: high.id } },
    ],
    [
      'field.changed',
      { field, option: high.id, from: { name: 'High' }, to: { name: 'Severe', before: low.id } },
    ],
    ['field.changed', { field, from: { name: 'Risk' }, to: { name: 'Danger', before: customer.id } }],
    ['field.changed', { field, option: low.id, from: { name: 'Low', ...grey }, to: null }],
    ['field.removed', { field: customer.id, from: { name: 'Customer', kind: 'text', onCards: false } }],
  ]);
});

test('a definition is refused where a name, a kind or an option is wrong', async () => {
  const board = await aBoard().make();
  const customer = await board.field('Customer', 'text');
  const option = { name: 'Low', colour: 'red' };
  for (const [body, path, code] of [
    [{ name: 'x'.repeat(41), kind: 'text' }, 'name', 'tooLong'],
    [{ name: ' ', kind: 'text' }, 'name', 'empty'],
    [{ name: 'Other' }, 'kind', 'notOneOf'],
    [{ name: 'Other', kind: 'person' }, 'kind', 'notOneOf'],
    [{ name: 'Other', kind: 'text', options: [option] }, 'options', 'onlyChoices'],
    [
      { name: 'Other', kind: 'choice', options: [option, { ...option, name: 'LOW' }] },
      'options.1.name',
      'optionTwice',
    ],
    [
      { name: 'Other', kind: 'choice', options: [{ ...option, colour: 'pale' }] },
      'options.0.colour',
      'notOneOf',
    ],
    [{ name: 'Other', kind: 'text', after: uuid() }, 'after', 'notOfBoard'],
  ] as const)
    expect(await manager.post(`${board.path}/fields`, body)).toMatchObject({
      status: 422,
      body: { errors: [{ path, code }] },
    });
  const path = `${board.path}/fields/${customer.id}`;
  expect(await manager.patch(path, { kind: 'number' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'kind' }] },
  });
  expect(await manager.patch(path, { name: 'CUSTOMER' })).toMatchObject({ status: 200 });
  // Only choices have options.
  expect(await manager.post(`${path}/options`, option)).toMatchObject({ status: 404 });
});

test('owners and managers define fields; members give cards values, and viewers read both', async () => {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  for (const person of [owner, manager])
    expect(
      await person.post(`${board.path}/fields`, { name: `Of ${person.id}`, kind: 'text', onCards: true }),
    ).toMatchObject({ status: 201 });
  for (const person of [member, viewer, requester])
    expect(await person.post(`${board.path}/fields`, { name: 'Mine', kind: 'text' })).toMatchObject({
      status: 403,
    });
  expect([owner, manager, member, viewer, requester]).toHaveLength(roles.length);
  const { fields } = (await viewer.get<{ fields: CustomField[] }>(board.path)).body;
  expect(fields).toHaveLength(2);
  expect(await member.patchCard(board, 1, { fields: { [fields[0]!.id]: 'Acme' } })).toMatchObject({
    status: 200,
  });
  expect(await viewer.patchCard(board, 1, { fields: { [fields[0]!.id]: 'Ajax' } })).toMatchObject({
    status: 403,
  });
  expect((await read(board, 1)).fields).toEqual({ [fields[0]!.id]: 'Acme' });
});
