import { expect, test } from '@jest/globals';
import { at } from '../support/workspace.js';
import { board, id, olga, team, type UpgradedDatabase, workspace } from './upgraded.js';

/** Tests of rests, credits, trials and waits: on boards older than these features, and on their rows from before the upgrade. */
export function recordsAfterTheUpgrade(upgraded: UpgradedDatabase): void {
  test('a wait from before the upgrade is settled once its request is answered', async () => {
    // The tests of requests have shed this request.
    const checks = 'SELECT count(*)::integer AS checks FROM wait_checks WHERE request_id = $1';
    expect(await upgraded.rows(checks, [id('201')])).toEqual([{ checks: 2 }]);
    await upgraded.rows('SELECT weir.settle_wait($1, $2, $3, now())', [workspace, team, id('481')]);
    const waits =
      'SELECT state, ended_at IS NOT NULL AS ended FROM request_waits WHERE board_id = $1 ORDER BY id';
    expect(await upgraded.rows(waits, [team])).toEqual([
      { state: 'shed', ended: true },
      { state: 'declined', ended: true },
    ]);
  });

  test('a card older than waits can wait on a request older than waits', async () => {
    await upgraded.rows(
      `INSERT INTO request_waits (workspace_id, board_id, id, card_id, on_board_id, on_request_id)
       SELECT c.workspace_id, c.board_id, gen_random_uuid(), c.id, $2, $3 FROM cards c WHERE c.board_id = $1 AND c.number = 2`,
      [board, team, id('404')],
    );
    const [row] = await upgraded.rows('SELECT weir.card_document($1, $2, 2) AS card', [workspace, board]);
    expect(row.card.waitsOn).toEqual(['TEAM-R4']);
  });

  test('a board from before rests is measured and rests, and days from before the upgrade count', async () => {
    await upgraded.rows(`SELECT weir.note_load($1, $2, '{saturated,low}', now())`, [workspace, board]);
    await upgraded.rows(
      `INSERT INTO rests (workspace_id, board_id, id, state, overloaded_days, of_days, at, until, began_at)
       SELECT b.workspace_id, b.id, gen_random_uuid(), 'resting', 2, 3, now(), now() + interval '5 days', now() FROM boards b WHERE b.id = ANY ($1)`,
      [[board, team]],
    );
    const [{ facts }] = await upgraded.rows(
      `SELECT weir.rest_day_facts($1, $2, current_date - 2, (current_date - 2)::timestamptz, (current_date - 1)::timestamptz) AS facts`,
      [workspace, team],
    );
    expect(facts.periods.length).toBeGreaterThan(0);
    expect(facts.inFlight).toBeGreaterThan(0);
  });

  test('what-if reads history older than itself, and a board with an old trial tries limits again', async () => {
    const [{ history }] = await upgraded.rows(
      'SELECT weir.what_if_history($1, $2, current_date - 60, now(), 400, 42) AS history',
      [workspace, team],
    );
    expect([history.cards.length > 50, history.columns.length]).toEqual([true, 1]);
    await upgraded.rows(
      `INSERT INTO limit_trials (workspace_id, board_id, id, limits, starts_on, ends_on, started_at, reason, prediction, calendar)
       SELECT workspace_id, board_id, gen_random_uuid(), limits, current_date, current_date + 13, now(), reason, prediction, calendar
         FROM limit_trials WHERE board_id = $1`,
      [team],
    );
    // The limit changes, so the new trial ends. The earlier trial is unchanged.
    await upgraded.rows('UPDATE wip_limits SET max = 9 WHERE id = $1', [id('4e1')]);
    expect(
      await upgraded.rows('SELECT cause FROM limit_trials WHERE board_id = $1 ORDER BY started_at', [team]),
    ).toEqual([{ cause: 'over' }, { cause: 'limitChanged' }]);
  });

  test('a workspace charges credits again after the upgrade, on boards from before credits too', async () => {
    await upgraded.rows(
      `UPDATE credit_rules SET since = '2026-06-01', ended_at = NULL, ended_by = NULL, end_reason = NULL WHERE workspace_id = $1`,
      [workspace],
    );
    const { body } = await upgraded.submit({ title: 'For credits' });
    const entries = () =>
      upgraded.rows(
        `SELECT e.kind, e.amount, e.price FROM credit_entries e JOIN requests r ON r.id = e.request_id
          WHERE r.board_id = $1 AND r.number = $2 ORDER BY e.kind`,
        [board, body.number],
      );
    expect(await entries()).toEqual([{ kind: 'charge', amount: -2, price: 2 }]);
    await upgraded.rows(
      `INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, by, at)
       SELECT workspace_id, board_id, id, 'decline', 'noCapacity', 'There is no room for it.', $3, $4 FROM requests WHERE board_id = $1 AND number = $2`,
      [board, body.number, olga, at],
    );
    expect(await entries()).toMatchObject([{ kind: 'charge' }, { kind: 'refund', amount: 2 }]);
  });
}
