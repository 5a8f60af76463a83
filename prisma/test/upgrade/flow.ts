import { expect, test } from '@jest/globals';
import { team, type UpgradedDatabase } from './upgraded.js';

/** Tests of the history of cards, which is read from the logs that were written before the upgrade. */
export function flowAfterTheUpgrade(upgraded: UpgradedDatabase): void {
  test('old event logs are read to their end, and the history ends where the cards are', async () => {
    const unread = await upgraded.rows(
      'SELECT weir.follow_flow(b.workspace_id, b.id, 10000)::integer AS events FROM boards b',
    );
    expect(new Set(unread.map(({ events }) => events))).toEqual(new Set([0]));
    expect(await upgraded.rows('SELECT DISTINCT is_incomplete FROM flow_positions')).toEqual([
      { is_incomplete: false },
    ]);
    expect(await upgraded.rows('SELECT count(*)::integer AS cards FROM cards')).not.toEqual([{ cards: 0 }]);
    expect(
      await upgraded.rows(`
        SELECT c.number FROM cards c
          LEFT JOIN flow_cards f ON f.workspace_id = c.workspace_id AND f.board_id = c.board_id AND f.card = c.number
         WHERE (f.column_id, f.half_done, f.committed_at, f.delivered_at, f.archived_at IS NULL, f.class_of_service)
               IS DISTINCT FROM (c.column_id, c.done, c.committed_at, c.delivered_at, c.archived_at IS NULL, c.class_of_service)`),
    ).toEqual([]);
    // Each card on the board, and each delivered one, has one stay that lasts.
    expect(
      await upgraded.rows(`
        SELECT f.card FROM flow_cards f
         WHERE (SELECT count(*) FROM flow_stays s
                 WHERE s.workspace_id = f.workspace_id AND s.board_id = f.board_id AND s.card = f.card
                   AND s.left_at IS NULL AND s.stage = f.stage) <> CASE f.stage WHEN 'off' THEN 0 ELSE 1 END`),
    ).toEqual([]);
  });

  test('boards of before have no expectation, and can get one from their old cards', async () => {
    const first = 'SELECT DISTINCT service_levels FROM boards WHERE id <> $1';
    expect(await upgraded.rows(first, [team])).toEqual([{ service_levels: {} }]);
    const levels = '{"standard": {"days": 5, "percent": 85}}';
    const ages = await upgraded.rows(`
      SELECT b.id, (SELECT count(*)::integer
                      FROM jsonb_object_keys(weir.risk_ages(b.workspace_id, b.id, '${levels}', '2026-12-01') -> 'standard')) AS columns
        FROM boards b`);
    const columns = await upgraded.rows(`
      SELECT b.id, count(k.id)::integer AS columns
        FROM boards b LEFT JOIN columns k ON k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'active'
       GROUP BY 1`);
    expect(new Set(ages)).toEqual(new Set(columns));
  });
}
