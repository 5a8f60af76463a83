import { expect, test } from '@jest/globals';
import type { Card, CardDetail } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { boardIdsOf } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

const api = theApi();
const { manager, member, viewer } = api.people;
const read = async (board: BoardUnderTest, card: number) =>
  (await viewer.get<CardDetail>(`${board.path}/cards/${card}`)).body;
const changes = async (board: BoardUnderTest, after: number) =>
  (await board.events(after)).map(({ type, changes }) => [type, ...changes]);

async function aBoardOfAllKinds() {
  const board = await aBoard().make();
  const customer = await board.field('Customer', 'text', { onCards: true });
  const effort = await board.field('Effort', 'number');
  const launch = await board.field('Launch', 'date', { onCards: true });
  const risk = await board.field('Risk', ['Low', 'High']);
  const [low, high] = risk.options.map(({ id }) => id) as [string, string];
  return { board, customer: customer.id, effort: effort.id, launch: launch.id, risk: risk.id, low, high };
}

test('a card has a value of each field, new or edited; the board has all but texts that faces do not show', async () => {
  const { board, customer, effort, launch, risk, low, high } = await aBoardOfAllKinds();
  const shown = { [customer]: 'Acme', [effort]: 2.5, [launch]: '2027-02-28', [risk]: low };
  const note = (await board.field('Note', 'text')).id;
  const all = { ...shown, [note]: 'Call first' };
  const made = await member.createCard(board, { fields: { ...all, [customer]: '  Acme ' } });
  expect(made.body).toMatchObject({ version: 1, fields: all });
  expect((await read(board, 1)).fields).toEqual(all);
  expect((await board.read()).cards[0]!.fields).toEqual(shown);
  const { seq } = await board.read();

  // Other fields keep their values; null takes one away; the same value changes nothing.
  const edited = await member.patchCard(board, 1, {
    fields: { [risk]: high, [launch]: null, [effort]: 2.5 },
  });
  expect(edited.body).toMatchObject({
    version: 2,
    fields: { [customer]: 'Acme', [effort]: 2.5, [risk]: high },
  });
  expect(await member.patchCard(board, 1, { fields: { [risk]: high, [launch]: null } })).toMatchObject({
    body: { version: 2 },
  });
  expect(await member.patchCard(board, 1, { fields: { [effort]: 3 } }, { 'if-match': '"1"' })).toMatchObject({
    status: 412,
  });
  expect(await changes(board, seq)).toEqual([
    [
      'card.changed',
      {
        card: 1,
        from: { fields: { [risk]: low, [launch]: '2027-02-28' } },
        to: { fields: { [risk]: high, [launch]: null }, version: 2 },
      },
    ],
  ]);
  // A copy has the same values, except those that the call sets.
  const copy = await member.post(`${board.path}/cards`, {
    copyOf: 1,
    fields: { [risk]: low, [effort]: null },
  });
  expect(copy).toMatchObject({ status: 201, body: { fields: { [customer]: 'Acme', [risk]: low } } });
  // A reader of changes gets the card, and the whole board where other cards may show more or less than before.
  const news = (after: number) => viewer.get<object>(`${board.path}/changes?after=${after}`);
  expect(await news(seq)).toMatchObject({
    body: { cards: [{ number: 1, fields: { [customer]: 'Acme', [risk]: high } }, { number: 2 }] },
  });
  await manager.patch(`${board.path}/fields/${note}`, { onCards: true });
  expect(await news(seq)).toMatchObject({ status: 410 });
  expect((await board.read()).cards[0]!.fields).toEqual({
    ...{ [customer]: 'Acme', [risk]: high, [effort]: 2.5, [note]: 'Call first' },
  });
});

test('a value is of its field’s kind and within its bounds, and each fault names its field', async () => {
  const { board, customer, effort, launch, risk, low } = await aBoardOfAllKinds();
  const other = await (await aBoard().make()).field('Customer', 'text');
  await board.cards('Ready', 1);
  const { seq } = await board.read();
  for (const [id, code, ...values] of [
    [customer, 'tooLong', '🚒'.repeat(501)],
    [customer, 'empty', '', '  '],
    [customer, 'nothingVisible', '\u2800\u2800'],
    [customer, 'notOneLine', 'two\nlines'],
    [customer, 'notText', 7],
    [customer, 'fieldValue', true, ['Acme'], {}],
    [effort, 'notNumber', '7'],
    [effort, 'tooBig', 100_000_000_000.5, 1e300],
    [effort, 'tooSmall', -100_000_000_001],
    [effort, 'decimals', 0.00001],
    [launch, 'date', '2027-02-29', '20260-01-01', 'tomorrow', 20270101, '2027-2-1', 'infinity'],
    [launch, 'year', '1969-12-31', '3000-01-01'],
    [risk, 'notAnOption', uuid(), 'Low', 1],
    [other.id, 'absent', 'Acme', null],
    ['risk', 'uuid', low],
  ] as const)
    for (const value of values) {
      const refused = { status: 422, body: { errors: [{ path: `fields.${id}`, code }] } };
      expect(await member.patchCard(board, 1, { fields: { [id]: value } })).toMatchObject(refused);
      expect(await member.createCard(board, { fields: { [id]: value } })).toMatchObject(refused);
    }
  const both = await member.patchCard(board, 1, { fields: { [customer]: 7, [launch]: 'soon' } });
  expect(both.body).toMatchObject({ errors: [{ path: `fields.${customer}` }, { path: `fields.${launch}` }] });
  const twice = await member.patchCard(board, 1, {
    fields: { [customer]: 'Acme', [customer.toUpperCase()]: 'Zoo' },
  });
  expect(twice).toMatchObject({
    status: 422,
    body: { errors: [{ path: `fields.${customer.toUpperCase()}`, code: 'fieldTwice' }] },
  });
  expect((await board.read()).seq).toBe(seq);
  const most = {
    [customer]: '🚒'.repeat(500),
    [effort]: -99_999_999_999.9999,
    [launch]: '2999-12-31',
    [risk]: low,
  };
  expect((await member.patchCard(board, 1, { fields: most })).body).toMatchObject({ fields: most });
});

test('a field or an option that cards use is removed only together with their values, and the refusal counts them', async () => {
  const { board, customer, effort, risk, low, high } = await aBoardOfAllKinds();
  const [one, two, three] = await board.cards('Ready', 3);
  for (const card of [one, two])
    await member.patchCard(board, card, { fields: { [risk]: low, [effort]: card } });
  await member.patchCard(board, three, { fields: { [risk]: high, [customer]: 'Acme' } });
  await member.archive(board, two);
  const { seq } = await board.read();
  const path = `${board.path}/fields/${risk}`;
  expect(await manager.delete(`${path}/options/${low}`)).toMatchObject({
    status: 409,
    body: { code: 'option-in-use', cards: 2, detail: '2 cards have this option, archived ones included.' },
  });
  expect(await manager.delete(path)).toMatchObject({
    status: 409,
    body: { code: 'field-in-use', cards: 3 },
  });
  expect(await manager.delete(`${path}?fromCards=yes`)).toMatchObject({ status: 422 });
  expect((await board.read()).seq).toBe(seq);
  expect(await manager.delete(`${path}/options/${low}?fromCards=true`)).toMatchObject({ status: 204 });
  expect(await manager.delete(`${path}?fromCards=true`)).toMatchObject({ status: 204 });
  const cleared = (card: number, version: number) => ({ card, to: { fields: { [risk]: null }, version } });
  expect(await changes(board, seq)).toEqual([
    [
      'field.changed',
      { field: risk, option: low, from: { name: 'Low', colour: 'grey' }, to: null },
      cleared(one, 3),
      cleared(two, 4),
    ],
    [
      'field.removed',
      { field: risk, from: { name: 'Risk', kind: 'choice', onCards: false } },
      cleared(three, 3),
    ],
  ]);
  expect(await read(board, two)).toMatchObject({ version: 4, fields: { [effort]: two } });
  expect((await read(board, three)).fields).toEqual({ [customer]: 'Acme' });
  expect(await manager.delete(path)).toMatchObject({ status: 404 });
});

test('plain SQL links no value to another board’s field, to another kind or to nothing, and its writes are events', async () => {
  const { board, customer, effort, launch, risk, low } = await aBoardOfAllKinds();
  const there = await aBoardOfAllKinds();
  await board.cards('Ready', 1);
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  const { rows } = await api.pool.query<{ id: string }>('SELECT id FROM cards WHERE board_id = $1', [
    boardId,
  ]);
  const insert = (field: string, kind: string, column: string, value: unknown) =>
    api.pool.query(
      `INSERT INTO card_fields (workspace_id, board_id, card_id, field_id, kind, ${column}) VALUES ($1, $2, $3, $4, $5, $6)`,
      [workspaceId, boardId, rows[0]?.id, field, kind, value],
    );
  const foreign = { code: '23503' };
  const check = { code: '23514' };
  for (const [field, kind, column, value, error] of [
    [there.customer, 'text', 'text', 'Acme', foreign],
    [effort, 'text', 'text', 'Acme', foreign],
    [risk, 'choice', 'choice', there.low, foreign],
    [risk, 'choice', 'choice', uuid(), foreign],
    [customer, 'text', 'text', null, check],
    [customer, 'text', 'number', 7, check],
    [customer, 'text', 'text', 'x'.repeat(501), check],
    [customer, 'text', 'text', '\u200b', check],
    [effort, 'number', 'number', 'NaN', check],
    [effort, 'number', 'number', '100000000000.5', check],
    [launch, 'date', 'date', '20260-01-01', check],
  ] as const)
    await expect(insert(field, kind, column, value)).rejects.toMatchObject(error);
  const option = `INSERT INTO field_options (workspace_id, board_id, field_id, id, name, colour, position)
                  VALUES ($1, $2, $3, gen_random_uuid(), $4, 'red', 9)`;
  await expect(api.pool.query(option, [workspaceId, boardId, customer, 'Low'])).rejects.toMatchObject(
    foreign,
  );
  await expect(api.pool.query(option, [workspaceId, boardId, risk, 'LOW'])).rejects.toMatchObject({
    constraint: 'field_options_one_name',
  });

  const { seq } = await board.read();
  await insert(risk, 'choice', 'choice', low);
  await insert(effort, 'number', 'number', '1.5000');
  await api.pool.query(`UPDATE card_fields SET number = 2 WHERE field_id = $1`, [effort]);
  await api.pool.query(`UPDATE custom_fields SET on_cards = true WHERE id = $1`, [effort]);
  await api.pool.query('DELETE FROM card_fields WHERE board_id = $1', [boardId]);
  const values = (from: object, to: object) => [
    'board.changed',
    { table: 'card_fields' },
    { card: 1, from: { fields: from }, to: { fields: to } },
  ];
  expect(await changes(board, seq)).toEqual([
    values({ [risk]: null }, { [risk]: low }),
    values({ [effort]: null }, { [effort]: 1.5 }),
    values({ [effort]: 1.5 }, { [effort]: 2 }),
    [
      'board.changed',
      { table: 'custom_fields' },
      { field: effort, from: { onCards: false }, to: { onCards: true } },
    ],
    values({ [effort]: 2, [risk]: low }, { [effort]: null, [risk]: null }),
  ]);
});

test('search finds a card by the text of a custom field, and not by one that it has lost', async () => {
  const { board, customer } = await aBoardOfAllKinds();
  const found = async () => {
    const { body } = await viewer.get<{ items: Card[] }>('/v1/workspaces/demo/search?q=quagmire');
    return body.items.map(({ ref }) => ref);
  };
  await member.createCard(board, { fields: { [customer]: 'Quagmire Ltd' } });
  expect(await found()).toEqual([`${board.key}-1`]);
  await member.patchCard(board, 1, { description: 'Other words', title: 'Other' });
  expect(await found()).toEqual([`${board.key}-1`]);
  await member.patchCard(board, 1, { fields: { [customer]: null } });
  expect(await found()).toEqual([]);
});
