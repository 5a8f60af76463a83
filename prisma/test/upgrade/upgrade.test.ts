import { expect, test } from '@jest/globals';
import { cardsAfterTheUpgrade } from './cards.js';
import { flowAfterTheUpgrade } from './flow.js';
import { recordsAfterTheUpgrade } from './records.js';
import { requestsAfterTheUpgrade } from './requests.js';
import { id, olga, UpgradedDatabase } from './upgraded.js';

const upgraded = UpgradedDatabase.beforeTests();

const withoutRows = (tables: object) =>
  Object.entries(tables).filter(([, found]) => (found as object[]).length === 0);

test('the fixture has rows in every table of the first landing', () => {
  expect(withoutRows(upgraded.found[0]!.at)).toEqual([]);
});

test('the fixtures have rows in every table that came with rests, credits, trials of limits and waits', () => {
  const [before, now] = [upgraded.found[2]!.at, upgraded.found[3]!.at];
  const added = Object.entries(now).filter(([table]) => !(table in before));
  expect(added.map(([table]) => table)).toContain('request_waits');
  expect(withoutRows(Object.fromEntries(added))).toEqual([]);
});

test('the upgrade leaves every row unchanged', () => {
  for (const { at, after } of upgraded.found)
    for (const [table, rows] of Object.entries(at)) expect(after[table]).toMatchObject(rows);
});

test('a database of any landing has the same checks as a new one', async () => {
  const names = await upgraded.rows(
    `SELECT conname FROM pg_constraint WHERE conname IN ('requests_rest_is_answered', 'answers_part_is_accepted') ORDER BY 1`,
  );
  expect(names.map(({ conname }) => conname)).toEqual([
    'answers_part_is_accepted',
    'requests_rest_is_answered',
  ]);
});

test('people and guests from before the upgrade have chosen no language and no time zone', async () => {
  expect(await upgraded.rows('SELECT DISTINCT language, time_zone FROM users')).toEqual([
    { language: null, time_zone: null },
  ]);
  for (const table of ['guests', 'form_asks'])
    expect(await upgraded.rows(`SELECT DISTINCT language FROM ${table}`)).toEqual([{ language: null }]);
});

test('the clock of each board has the time of its last event', async () => {
  expect(
    await upgraded.rows(`
      SELECT k.board_id FROM board_clock k
       WHERE k.at IS DISTINCT FROM (SELECT max(e.at) FROM events e WHERE e.board_id = k.board_id)`),
  ).toEqual([]);
});

test('the table of slugs has the workspaces from before the upgrade', async () => {
  expect(await upgraded.rows('SELECT slug, workspace_id AS id FROM workspace_slugs ORDER BY slug')).toEqual(
    await upgraded.rows('SELECT slug, id FROM workspaces ORDER BY slug'),
  );
});

test('a write that was made before the upgrade is replayed under its key', async () => {
  const key = `ROW ('${olga}', 'POST old', 'kept', '\\xbb')::weir.write_key`;
  expect(await upgraded.move(6, id('c1'), { key })).toEqual({
    replay: { status: 201, body: { number: 2 }, seq: null },
  });
});

requestsAfterTheUpgrade(upgraded);
cardsAfterTheUpgrade(upgraded);
flowAfterTheUpgrade(upgraded);
recordsAfterTheUpgrade(upgraded);
