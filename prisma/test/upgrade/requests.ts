import { describe, expect, test } from '@jest/globals';
import { at } from '../support/workspace.js';
import { board, id, olga, otherBoard, rana, team, type UpgradedDatabase, workspace } from './upgraded.js';

/** Tests of requests from before the upgrade. They run before those of cards, whose moves add steps to accepted work. */
export function requestsAfterTheUpgrade(upgraded: UpgradedDatabase): void {
  const messageOf = async (onBoard: string, number: number) => {
    const sql = `SELECT facts -> 'answer' -> 'message' AS message FROM weir.request_documents($1, ARRAY[$2::uuid], ARRAY[$3::integer])`;
    const [row] = await upgraded.rows(sql, [workspace, onBoard, number]);
    return row.message;
  };

  test('answers of the system and reasons of gates from before the upgrade keep their stored text', async () => {
    expect([await messageOf(board, 9), await messageOf(board, 10)]).toEqual([
      'Nobody answered in time: this ended by itself.',
      'There was more than the team could look at.',
    ]);
    const gates = await upgraded.rows(
      'SELECT weir.gate_reason(i) AS reason FROM intakes i WHERE i.gate_cause IS NOT NULL OR i.gate_reason IS NOT NULL ORDER BY i.board_id',
    );
    expect(gates.map(({ reason }) => reason)).toEqual([
      'No answer is overdue, and there is room again.',
      'Much to do',
    ]);
  });

  test('boards from before the upgrade have no rest policy, and their days can be measured for a rest', async () => {
    const policies = 'SELECT DISTINCT rest_policy FROM intakes WHERE board_id <> $1';
    expect(await upgraded.rows(policies, [team])).toEqual([{ rest_policy: null }]);
    const days = await upgraded.rows(
      `SELECT weir.rest_day_facts(b.workspace_id, b.id, '2026-12-01', '2026-12-01', '2026-12-02') AS facts
         FROM boards b WHERE b.id <> $1`,
      [team],
    );
    for (const { facts } of days) expect(facts).toMatchObject({ periods: [], overrides: 0 });
  });

  test('work accepted before the upgrade has steps, of which nobody is notified', async () => {
    const steps = await upgraded.rows(
      `SELECT r.number, s.n, s.state, s.reason, s.message FROM request_steps s JOIN requests r ON r.id = s.request_id
        WHERE s.board_id = $1 AND s.announced AND s.settled_at = s.at AND s.since = s.at ORDER BY 1, 2`,
      [board],
    );
    expect(steps.map(({ number, state, reason }) => [number, state, reason])).toEqual([
      [2, 'queued', null],
      [2, 'putBack', 'noCapacity'],
      [2, 'begun', null],
      [2, 'blocked', 'Waits for a key'],
      [3, 'queued', null],
    ]);
    expect(
      await upgraded.rows(
        `SELECT id FROM notices WHERE kind::text IN ('begun', 'blocked', 'putBack', 'delivered')`,
      ),
    ).toEqual([]);
    expect(
      await upgraded.rows(`SELECT request_id FROM weir.steps_due('2099-01-01', 10) WHERE board_id = $1`, [
        board,
      ]),
    ).toEqual([]);
  });

  describe('accepted work that plain SQL changed before the upgrade', () => {
    const ops = id('b3');
    const [opsReady, opsDone, opsNext] = [id('3c1'), id('3c3'), id('3c4')];
    const lastSteps = () =>
      upgraded.rows(
        `SELECT DISTINCT ON (r.number) r.number, s.state, s.reason, s.card, (weir.ticket_from(r) IS NOT NULL) AS ticket
           FROM requests r LEFT JOIN request_steps s ON s.request_id = r.id
          WHERE r.board_id = $1 ORDER BY r.number, s.n DESC`,
        [ops],
      );
    const stays = (number: number, state: string, reason: string | null = null) => ({
      ...{ number, state, reason, card: number, ticket: false },
    });

    test('keeps the state that its requester knows; a deleted card gives a ticket, and its event the card’s number', async () => {
      expect(await lastSteps()).toEqual([
        stays(1, 'begun'),
        stays(2, 'queued'),
        { ...stays(3, 'takenOff', 'database'), ticket: true },
        { ...stays(4, 'takenOff', 'database'), card: null, ticket: true },
      ]);
    });

    test('gets its correct state, as a step, by the next move', async () => {
      await upgraded.rows(`UPDATE cards SET title = title || '!' WHERE board_id = $1`, [ops]);
      expect(await lastSteps()).toMatchObject([{ state: 'begun' }, { state: 'queued' }, {}, {}]);
      expect(await upgraded.move(1, opsNext, { on: ops })).toMatchObject({ refused: 'accepted-work' });
      await upgraded.rows(
        `UPDATE cards SET column_id = CASE number WHEN 1 THEN $2::uuid ELSE $3 END WHERE board_id = $1`,
        [ops, opsNext, opsDone],
      );
      expect(await lastSteps()).toMatchObject([
        stays(1, 'putBack', 'database'),
        stays(2, 'delivered'),
        {},
        {},
      ]);
      expect(await upgraded.move(1, opsReady, { on: ops })).toMatchObject({ body: { columnId: opsReady } });
    });
  });

  test('an answer of the system after the upgrade has a code and facts instead of a stored text', async () => {
    const facts = { kind: 'shed', reason: 'noCapacity', until: '2026-06-22' };
    await upgraded.rows(
      `INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, until, at)
       VALUES ($1, $2, $3, 'shed', 'noCapacity', '2026-06-22', '2026-06-15T13:00:00Z')`,
      [workspace, otherBoard, id('201')],
    );
    expect(await messageOf(otherBoard, 1)).toEqual({ $text: 'systemAnswer', facts });
    const [gate] = await upgraded.rows(
      `UPDATE intakes i SET gate = 'throttled', gate_reason = NULL, gate_cause = 'answersOverdue', gate_facts = '{"overdue": 2}'
        WHERE i.board_id = $1 RETURNING weir.gate_reason(i) AS reason`,
      [otherBoard],
    );
    expect(gate.reason).toEqual({ $text: 'gateCause', facts: { code: 'answersOverdue', overdue: 2 } });
  });

  test('a request is submitted, one with a ticket is asked again, and both are answered', async () => {
    expect(await upgraded.submit({ title: 'Something new' })).toMatchObject({ body: { number: 11 } });
    expect(await upgraded.submit({ follows: 5, ticket: true })).toMatchObject({ body: { number: 12 } });
    expect(await upgraded.submit({ follows: 5, ticket: true })).toEqual({
      refused: 'already-asked',
      followedBy: 12,
    });
    await upgraded.rows(
      `INSERT INTO answers (workspace_id, board_id, request_id, kind, by, at)
       SELECT workspace_id, board_id, id, 'accept', $2, $3 FROM requests WHERE board_id = $1 AND number IN (1, 11, 12)`,
      [board, olga, at],
    );
    const notices = await upgraded.rows(
      `SELECT r.number, n.user_id FROM notices n JOIN requests r ON r.id = n.request_id
        WHERE n.kind = 'answered' AND r.answered_at = $1 ORDER BY 1, 2`,
      [at],
    );
    expect(notices).toEqual([
      { number: 1, user_id: id('2') },
      ...[1, 11, 12].map((number) => ({ number, user_id: rana })),
    ]);
  });
}
