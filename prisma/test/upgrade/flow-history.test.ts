import { expect, test } from '@jest/globals';
import { migrate } from '../../src/migrate.js';
import { firstLanding } from './first-landing.js';
import { board, id, olga, workspace } from './upgraded.js';

const before = '20261203200000_waits_in_histories';

test('the upgrade adds the same faults and reasons to a history as reading it again', async () => {
  const { url, client } = await firstLanding();
  const rows = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows;
  await migrate(url, { upTo: before });
  const [doing, done] = ['active', 'done'].map(
    (kind) =>
      `(SELECT k.id FROM columns k WHERE k.board_id = '${board}' AND k.kind = '${kind}' ORDER BY k.position LIMIT 1)`,
  );
  const insert = (card: number, column: unknown, committed: string, delivered: string) =>
    rows(
      `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at, committed_at, delivered_at)
       VALUES ($1, $2, $3, $4::integer, 'By hand', ${column}, $4::integer, '2026-06-01', $5, '2026-06-20', ${committed}, ${delivered})`,
      [workspace, board, id(`f${card}`), card, olga],
    );
  await rows(`UPDATE wip_limits SET max = 100`);
  await rows(`DELETE FROM wip_limits WHERE mode <> 'block' OR scope = 'person'`);
  // Delivered before it was started; in order; blocked for a reason that was corrected, and for another one.
  await insert(901, done, `'2026-06-18'`, `'2026-06-12'`);
  await insert(902, done, `'2026-06-10'`, `'2026-06-12'`);
  await insert(903, doing, `'2026-06-10'`, 'NULL');
  const ofCard = `WHERE card_id = '${id('f903')}' AND unblocked_at IS NULL`;
  const block = (reason: string, n: number) =>
    rows(
      `INSERT INTO card_blocks (workspace_id, board_id, card_id, id, reason, blocked_at, blocked_by) VALUES ($1, $2, $3, $4, $5, now(), $6)`,
      [workspace, board, id('f903'), id(`e${n}`), reason, olga],
    );
  await block('Waiting for Finanse', 1);
  await rows(`UPDATE cards SET rank = 1000, done = false WHERE id = '${id('f903')}'`);
  await rows(`UPDATE card_blocks SET reason = 'Waiting for Finance' ${ofCard}`);
  await rows(`UPDATE card_blocks SET unblocked_at = now(), unblocked_by = '${olga}' ${ofCard}`);
  await block('A key', 2);
  const follow = () => rows(`SELECT weir.follow_flow('${workspace}', '${board}', 10000)`);
  await follow();
  await migrate(url);

  const history = async () => ({
    cards: await rows('SELECT card, fault, block_reason FROM flow_cards WHERE board_id = $1 ORDER BY card', [
      board,
    ]),
    stays: await rows(
      `SELECT card, n, block_reason FROM flow_stays WHERE board_id = $1 AND blocked ORDER BY card, n`,
      [board],
    ),
    // The cards in flight or queued at the end of each day.
    days: await rows(
      `SELECT day, stage, sum(change)::integer AS change FROM flow_days WHERE board_id = $1 GROUP BY 1, 2 HAVING sum(change) <> 0 ORDER BY 1, 2`,
      [board],
    ),
  });
  const upgraded = await history();
  expect(upgraded.cards.filter(({ card }) => card > 900)).toEqual([
    { card: 901, fault: 'negative', block_reason: null },
    { card: 902, fault: null, block_reason: null },
    { card: 903, fault: null, block_reason: 'A key' },
  ]);
  expect(upgraded.stays.filter(({ card }) => card === 903).map(({ block_reason }) => block_reason)).toEqual([
    'Waiting for Finance',
    'A key',
  ]);
  for (const table of ['flow_stays', 'flow_days', 'flow_positions', 'flow_cards'])
    await rows(`DELETE FROM ${table} WHERE board_id = $1`, [board]);
  await follow();
  const again = await history();
  expect({ ...upgraded, days: [] }).toEqual({ ...again, days: [] });
  const inFlight = (days: Record<string, unknown>[]) => days.filter(({ stage }) => stage !== 'queued');
  expect(inFlight(upgraded.days)).toEqual(inFlight(again.days));
  await client.end();
});
