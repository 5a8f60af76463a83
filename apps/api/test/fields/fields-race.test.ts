import { expect, test } from '@jest/globals';
import type { CardDetail, CustomField } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { all, boardIdsOf, deadlocksOf, type Isolation, SqlCrowd } from '../races/crowd.js';
import { historyOf } from '../races/history.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { manager, member } = api.people;
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();

test('of 16 at once that rename one field alike or remove it exactly one succeeds, and people who edit two fields both win', async () => {
  const board = await aBoard().make();
  const fields = await all(16, (n) => board.field(`No. ${n}`, n % 2 ? 'text' : ['Low', 'High']));
  const at = (n: number) => `${board.path}/fields/${fields[n]!.id}`;
  expect(statuses(await all(16, (n) => manager.patch(at(n), { name: n % 2 ? 'Risk' : 'RISK' })))).toEqual([
    200,
    ...Array(15).fill(409),
  ]);
  await board.cards('Ready', 1);
  const edits = await all(16, (n) =>
    member.patchCard(board, 1, { fields: { [fields[n]!.id]: n % 2 ? 'Acme' : fields[n]!.options[0]!.id } }),
  );
  expect(statuses(edits)).toEqual(Array(16).fill(200));
  const { body } = await member.get<CardDetail>(`${board.path}/cards/1`);
  expect(Object.keys(body.fields)).toHaveLength(16);
  const before = await deadlocksOf(api);
  const removed = await all(16, (n) => manager.delete(`${at(n % 2)}?fromCards=true`));
  expect(statuses(removed)).toEqual([204, 204, ...Array(14).fill(404)]);
  expect(await deadlocksOf(api)).toBe(before);
  await historyOf(member, board.path);
});

const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];
test('a board has at most 20 fields and a field 30 options, also for plain SQL at each isolation level', async () => {
  const board = await aBoard().make();
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  const names = Array.from({ length: 29 }, (_, n) => `Option ${n}`);
  const { id } = await board.field('Choice', names);
  await all(18, (n) => board.field(`No. ${n}`, 'text'));
  const crowds = isolations.map((isolation) => new SqlCrowd(api, isolation, 4));
  const race = (table: string, more: string, values: unknown[]) =>
    all(12, (n) =>
      crowds[n % 3]!.write(
        `SELECT count(*) FROM ${table}`,
        `INSERT INTO ${table} (workspace_id, board_id, id, name, position, ${more}`,
        [workspaceId, boardId, uuid(), `Last ${n}`, ...values],
      ),
    );
  const added = [
    await race('custom_fields', `kind) VALUES ($1, $2, $3, $4, 99, 'text')`, []),
    await race('field_options', `colour, field_id) VALUES ($1, $2, $3, $4, 99, 'red', $5)`, [id]),
  ];
  await Promise.all(crowds.map((crowd) => crowd.close()));
  for (const outcomes of added) expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  const full = (cap: string, max: number) => ({ status: 409, body: { code: 'cap-reached', cap, max } });
  expect(
    await manager.post<CustomField>(`${board.path}/fields`, { name: 'More', kind: 'date' }),
  ).toMatchObject(full('fields', 20));
  const more = { name: 'More', colour: 'red' };
  expect(await manager.post(`${board.path}/fields/${id}/options`, more)).toMatchObject(
    full('fieldOptions', 30),
  );
});
