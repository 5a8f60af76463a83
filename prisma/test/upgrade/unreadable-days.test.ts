import { expect, test } from '@jest/globals';
import { migrate } from '../../src/migrate.js';
import { firstLanding } from './first-landing.js';

test('days that the API can’t read become the nearest that it can, and other days stay', async () => {
  const { url, client } = await firstLanding();
  const before = ['20260-01-01', 'infinity', '0044-03-15 BC', '2026-03-15'];
  await client.query(
    `UPDATE cards c SET due_on = d.day::date FROM unnest($1::text[]) WITH ORDINALITY d (day, n)
      WHERE c.board_id = (SELECT id FROM boards WHERE key = 'PLAT') AND c.number = d.n`,
    [before],
  );
  await client.query(
    `UPDATE requests SET class_of_service = 'fixedDate', needed_by = 'infinity' WHERE number = 1`,
  );
  await migrate(url);
  const { rows } = await client.query(
    `SELECT due_on::text AS day FROM cards WHERE board_id = (SELECT id FROM boards WHERE key = 'PLAT') AND number <= 4 ORDER BY number`,
  );
  expect(rows.map(({ day }) => day)).toEqual(['9999-12-31', '9999-12-31', '0001-01-01', '2026-03-15']);
  const needed = await client.query('SELECT DISTINCT needed_by::text FROM requests WHERE number = 1');
  expect(needed.rows).toEqual([{ needed_by: '9999-12-31' }]);
  await client.end();
});
