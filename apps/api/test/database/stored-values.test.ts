// What checks let plain SQL write is what the API can read: both get the same values and must give the same verdict.
import { expect, test } from '@jest/globals';
import { CardSchedule, CardTemplate, NewSavedView } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { shownTypes } from '../../src/cards/attachments/content-type.js';
import { boardIdsOf } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { member, viewer } = api.people;

const preset = {
  title: 'Check the backup',
  description: '',
  classOfService: 'standard',
  swimlaneId: null as unknown,
  labelIds: [] as unknown,
  fields: {} as unknown,
  checklistItems: [] as unknown,
};
const without = <Value extends object>(value: Value, key: keyof Value) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));

test('the contract and the database agree on what a preset of cards is', async () => {
  const id = uuid();
  await verdictsAgree('weir.is_card_preset', (value) => isTemplate(value), [
    ...['', ' ', '\u2800', 'x'.repeat(200), 'x'.repeat(201), '🦫'.repeat(200), 5, null, ['x']].map(
      (title) => ({ ...preset, title }),
    ),
    ...['x'.repeat(20_000), 'x'.repeat(20_001), null].map((description) => ({ ...preset, description })),
    ...['expedite', 'urgent', null, 1].map((classOfService) => ({ ...preset, classOfService })),
    ...[id, 'x', '', 5, { id }].map((swimlaneId) => ({ ...preset, swimlaneId })),
    ...[[id], [id, 'nope'], [null], [5], id, null, {}].map((labelIds) => ({ ...preset, labelIds })),
    ...[{ [id]: 1 }, { [id]: 'x' }, { [id]: true }, { nope: 1 }, [], null].map((fields) => ({
      ...preset,
      fields,
    })),
    ...[[{ text: 'x' }], [{ text: '' }], [{ text: 5 }], [{}], ['x'], [null], {}, null].map(
      (checklistItems) => ({ ...preset, checklistItems }),
    ),
    ...(['title', 'description', 'classOfService', 'swimlaneId', 'labelIds', 'checklistItems'] as const).map(
      (key) => without(preset, key),
    ),
    ...[{ ...preset, id }, { ...preset, other: 1 }, [], 'x', null, 5],
  ]);
});

test('a preset from before its check is read without what the board does not have', async () => {
  const { workspaceId, boardId } = await boardIdsOf(api, await aBoard().make());
  const { rows } = await api.pool.query('SELECT weir.card_preset($1, $2, $3) AS read', [
    workspaceId,
    boardId,
    { ...preset, swimlaneId: 'x', labelIds: ['nope'], fields: { nope: 1 } },
  ]);
  expect(rows).toEqual([{ read: preset }]);
});

// The id and the name of a template are columns of their own.
const isTemplate = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !('id' in value) &&
  CardTemplate.safeParse({ ...value, id: uuid(), name: 'Backup' }).success;

test('the contract and the database agree on what a schedule is', async () => {
  const daily = { unit: 'days', every: 1, at: '09:00', from: '2026-01-01', until: null as unknown };
  const weekly = { ...daily, unit: 'weeks', weekdays: [1, 5] as unknown };
  const monthly = { ...daily, unit: 'months', dayOfMonth: 31 as unknown };
  await verdictsAgree('weir.is_card_schedule', (value) => CardSchedule.safeParse(value).success, [
    ...[daily, weekly, monthly],
    ...[0, -1, 1.5, 365, 366, '1', null].map((every) => ({ ...daily, every })),
    ...['23:59', '24:00', '9:00', '09:00:00', '', null, 9].map((at) => ({ ...daily, at })),
    ...['2026-02-29', '2028-02-29', '20260-01-01', 'infinity', '1969-12-31', '3000-01-01', null, 5].flatMap(
      (day) => [
        { ...daily, from: day },
        { ...daily, from: '1970-01-01', until: day },
      ],
    ),
    ...['2026-01-01', '2025-12-31'].map((until) => ({ ...daily, until })),
    ...[[], [1, 1], [0], [8], [1.5], ['1'], [null], null, 1, {}].map((weekdays) => ({ ...weekly, weekdays })),
    ...[0, 1, 32, 1.5, '1', null].map((dayOfMonth) => ({ ...monthly, dayOfMonth })),
    ...(['unit', 'every', 'at', 'from', 'until'] as const).map((key) => without(daily, key)),
    ...[without(weekly, 'weekdays'), without(monthly, 'dayOfMonth'), { ...daily, unit: 'years' }],
    ...[{ ...daily, unit: null }, [], 'x', null],
  ]);
});

test('plain SQL writes no value that the API could not read', async () => {
  const board = await aBoard().make();
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  await member.createCard(board, { title: 'One' });
  const items = await member.post(`${board.path}/cards/1/checklist`, { items: [{ text: 'Measure' }] });
  expect(items.status).toBe(201);
  const { body: file } = await member.attach(board, 'notes.txt', Buffer.from('Notes'));
  await api.pool.query(
    `INSERT INTO saved_views (workspace_id, board_id, id, user_id, name, query, created_at)
     VALUES ($1, $2, gen_random_uuid(), $3, 'Mine', '', now())`,
    [workspaceId, boardId, viewer.id],
  );
  const refuses = async (table: string, set: string) =>
    api.pool.query(`UPDATE ${table} SET ${set} WHERE board_id = '${boardId}'`).then(
      ({ rowCount }) => `${rowCount} written`,
      ({ code, constraint }) => `${code} ${constraint}`,
    );
  for (const table of ['cards', 'checklist_items'])
    for (const day of ['20260-01-01', 'infinity', '-infinity', '0001-12-31 BC'])
      expect(await refuses(table, `due_on = '${day}'`)).toBe(`23514 ${table}_due_on_year`);
  expect(await refuses('cards', `title = repeat('x', 201)`)).toBe('23514 cards_title_length');
  expect(await refuses('cards', `description = repeat('x', 20001)`)).toBe('23514 cards_description_length');
  for (const query of [
    'javascript:alert(1)',
    '//example.com',
    '?who=me',
    'who',
    'who=me&',
    'who=a b',
    'who=me#x',
  ])
    expect([query, await refuses('saved_views', `query = '${query}'`)]).toEqual([
      query,
      '23514 saved_views_query_shape',
    ]);
  expect(await refuses('attachments', `type = 'text/html', width = 1, height = 1`)).toBe(
    '23514 attachments_shown_types',
  );

  for (const [table, set] of [
    ['cards', `due_on = '9999-12-31', title = repeat('x', 200), description = repeat('x', 20000)`],
    ['checklist_items', `due_on = '0001-01-01'`],
    ...shownTypes.map((type) => ['attachments', `type = '${type}', width = 1, height = 1`] as const),
    ...['', 'who=me', 'view=list&sort=due&text='].map((query) => {
      expect(NewSavedView.safeParse({ name: 'Mine', query }).success).toBe(true);
      return ['saved_views', `query = '${query}'`] as const;
    }),
  ] as const)
    expect([set, await refuses(table, set)]).toEqual([set, '1 written']);
  const card = await viewer.get<{ dueOn: string }>(`${board.path}/cards/1`);
  expect([card.status, card.body.dueOn]).toEqual([200, '9999-12-31']);
  expect(file).toMatchObject({ width: null });
  const changed = await member.patch(`${board.path}/cards/1`, { title: 'Two' });
  expect(changed.status).toBe(200);
});

/** Both verdicts on each value, and some of each. */
async function verdictsAgree(check: string, isValid: (value: unknown) => boolean, values: unknown[]) {
  const { rows } = await api.pool.query(
    `SELECT ${check}(v) AS valid FROM jsonb_array_elements($1) WITH ORDINALITY x (v, n) ORDER BY n`,
    [JSON.stringify(values)],
  );
  const expected = values.map((value) => [JSON.stringify(value).slice(0, 300), isValid(value)]);
  expect(rows.map(({ valid }, at) => [expected[at]?.[0], valid])).toEqual(expected);
  expect(new Set(expected.map(([, valid]) => valid))).toEqual(new Set([true, false]));
}
