import { randomUUID as uuid } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { at, type Board, eachTestOnABoard, refusal, type Workspace } from './support/workspace.js';

let workspace: Workspace;
let board: Board;
let bao: string;
eachTestOnABoard((here) => {
  ({ workspace, board, bao } = here);
});
beforeEach(() => anIntake({}));

const anIntake = async (policy: Record<string, unknown>) => {
  await workspace.rows(
    'INSERT INTO intakes (workspace_id, board_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    board.own,
  );
  for (const [name, value] of Object.entries(policy))
    await workspace.rows(`UPDATE intakes SET ${name} = $3 WHERE workspace_id = $1 AND board_id = $2`, [
      ...board.own,
      value,
    ]);
};

type Asking = { by?: string; guest?: string; minutes?: number; class?: string };
let numbers = 0;
async function request({ by, guest, minutes = 0, class: classOfService = 'standard' }: Asking = {}) {
  const id = uuid();
  numbers += 1;
  await workspace.rows(
    `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, guest_id, class_of_service,
                           submitted_at, answer_by, expires_at)
     SELECT $1, $2, $3, $4, 'A thing', $5, $6, $7, t, t + interval '3 days', t + interval '6 days'
       FROM (SELECT $8::timestamptz + make_interval(mins => $9) AS t) t`,
    [...board.own, id, numbers, guest ? null : (by ?? bao), guest, classOfService, at, minutes],
  );
  return id;
}

async function guest() {
  const id = uuid();
  await workspace.rows(
    'INSERT INTO guests (workspace_id, id, email, name, created_at) VALUES ($1, $2::uuid, $2::text, $3, $4)',
    [workspace.workspaceId, id, 'Gil', at],
  );
  return id;
}

const answer = (request: string, kind: string, more: Record<string, unknown> = {}) => {
  const names = Object.keys(more);
  return workspace.client.query(
    `INSERT INTO answers (workspace_id, board_id, request_id, kind, at${names.map((name) => `, "${name}"`).join('')})
     VALUES ($1, $2, $3, $4, $5${names.map((_, n) => `, $${n + 6}`).join('')})`,
    [...board.own, request, kind, at, ...Object.values(more)],
  );
};
const words = { reason: 'noCapacity', message: 'Nothing is free before the summer.' };

describe('plain SQL', () => {
  test('cannot exceed a requester’s rate per hour and per day', async () => {
    await anIntake({
      open_per_requester: 50,
      depth: 50,
      per_requester_per_hour: 2,
      per_requester_per_day: 3,
    });
    await request({ minutes: 0 });
    await request({ minutes: 30 });
    expect(await refusal(request({ minutes: 59 }))).toMatchObject({
      code: 'requester-rate-reached',
      facts: { submitted: 2, quota: 2, per: 'hour' },
    });
    await request({ minutes: 61 });
    expect(await refusal(request({ minutes: 200 }))).toMatchObject({
      code: 'requester-rate-reached',
      facts: { submitted: 3, quota: 3, per: 'day' },
    });
    await request({ by: await workspace.person('Noor'), minutes: 61 });
    await request({ minutes: 24 * 60 + 1 });
  });

  test('cannot exceed the places of the form, nor a guest’s quota', async () => {
    await anIntake({ depth: 50, form_depth: 2, form_open_per_guest: 1 });
    const [gil, gus, gwen] = [await guest(), await guest(), await guest()];
    await request({ guest: gil });
    expect(await refusal(request({ guest: gil }))).toMatchObject({
      code: 'requester-quota-reached',
      facts: { open: 1, quota: 1 },
    });
    await request({ guest: gus });
    expect(await refusal(request({ guest: gwen }))).toMatchObject({
      code: 'form-places-taken',
      facts: { waiting: 2, depth: 2 },
    });
    await request();
  });

  test('counts guests in the depth of the queue', async () => {
    await anIntake({ depth: 1, form_depth: 5 });
    await request();
    expect(await refusal(request({ guest: await guest() }))).toMatchObject({
      code: 'intake-queue-full',
      facts: { waiting: 1, depth: 1 },
    });
  });

  test.each([
    ['an expired answer without a ticket', 'expired', words],
    ['a shed answer without a ticket', 'shed', words],
    ['a deferral without a date', 'defer', words],
    ['a declined request with a ticket', 'decline', { ...words, until: '2026-09-01' }],
    ['a not-now without a reason', 'decline', { message: words.message }],
    ['a trade in three words', 'trade', { ...words, message: 'No.' }],
    ['a duplicate of nothing', 'duplicate', {}],
  ])('writes no such answer: %s', async (_, kind, more) => {
    const id = await request();
    expect((await refusal(answer(id, kind, more))).code).toBe('23514');
  });

  test('cannot make a request the duplicate of itself or of another board’s request', async () => {
    const id = await request();
    expect((await refusal(answer(id, 'duplicate', { duplicate_of_id: id }))).code).toBe('23514');
    const here = board;
    board = await workspace.board();
    await anIntake({});
    const elsewhere = await request();
    board = here;
    expect((await refusal(answer(id, 'duplicate', { duplicate_of_id: elsewhere }))).code).toBe('23503');
  });

  test('cannot submit a request for two requesters, or for none', async () => {
    const gil = await guest();
    const insertion = (requester: string | null, guestId: string | null) =>
      workspace.client.query(
        `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, guest_id, submitted_at, answer_by, expires_at)
         VALUES ($1, $2, $3, 9999, 'A thing', $4, $5, $6, $6, $6)`,
        [...board.own, uuid(), requester, guestId, at],
      );
    expect((await refusal(insertion(bao, gil))).code).toBe('23514');
    expect((await refusal(insertion(null, null))).code).toBe('23514');
  });
});

describe('a fixed date in plain SQL', () => {
  test('needs its day, and keeps it', async () => {
    expect((await refusal(request({ class: 'fixedDate' }))).code).toBe('23514');
    const id = await request();
    const update = (set: string) => workspace.rows(`UPDATE requests SET ${set} WHERE id = $1`, [id]);
    expect((await refusal(update(`class_of_service = 'fixedDate'`))).code).toBe('23514');
    await update(`class_of_service = 'fixedDate', needed_by = '2031-01-02'`);
    expect((await refusal(update('needed_by = NULL'))).code).toBe('23514');
    await update(`class_of_service = 'standard', needed_by = NULL`);
  });
});

describe('an answer in plain SQL', () => {
  const noticesOf = (request: string) =>
    workspace.rows(
      `SELECT n.kind, coalesce(n.user_id, n.guest_id) AS "to", m.due_at IS NOT NULL AS mail
         FROM notices n JOIN mails m ON m.workspace_id = n.workspace_id AND m.notice_id = n.id
        WHERE n.request_id = $1 ORDER BY 2`,
      [request],
    );

  test('notifies the requester and the requesters of duplicates, but not the person who gave it', async () => {
    const [noor, gil, id] = [await workspace.person('Noor'), await guest(), await request()];
    for (const [user, guestId] of [
      [noor, null],
      [null, gil],
    ])
      await workspace.rows(
        'INSERT INTO request_watchers (workspace_id, board_id, request_id, id, user_id, guest_id) VALUES ($1, $2, $3, $4, $5, $6)',
        [...board.own, id, uuid(), user, guestId],
      );
    await answer(id, 'decline', { ...words, by: noor });
    const people = [bao, gil].sort();
    expect(await noticesOf(id)).toEqual(people.map((to) => ({ kind: 'answered', to, mail: true })));
  });

  test('at the same time as another fails without a deadlock', async () => {
    const [id, other] = [await request(), await workspace.another()];
    const mine = await workspace.another();
    await mine.query('BEGIN');
    await mine.query('SELECT 1 FROM requests WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const give = `INSERT INTO answers (workspace_id, board_id, request_id, kind, at, by) VALUES ($1, $2, $3, 'accept', $4, $5)`;
    const values = [...board.own, id, at, bao];
    const late = refusal(other.query(give, values));
    const waits = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    while ((await workspace.rows(waits)).length === 0);
    await mine.query(give, values);
    await mine.query('COMMIT');
    expect((await late).code).toBe('23505');
  });

  test('reads the people of that request only', async () => {
    await anIntake({ depth: 500, open_per_requester: 500 });
    for (let n = 0; n < 300; n += 1) await answer(await request(), 'accept');
    const last = await request();
    await workspace.client.query('ANALYZE requests; BEGIN');
    const fetched = async () => {
      const [row] = await workspace.rows<{ n: number }>(
        `SELECT (seq_tup_read + idx_tup_fetch)::int AS n FROM pg_stat_xact_user_tables WHERE relname = 'requests'`,
      );
      return row?.n ?? 0;
    };
    const before = await fetched();
    await answer(last, 'accept');
    const read = (await fetched()) - before;
    await workspace.client.query('ROLLBACK');
    expect(read).toBeLessThan(300);
  });

  test('notifies nobody twice for one watching', async () => {
    const [noor, id] = [await workspace.person('Noor'), await request()];
    const watch = () =>
      workspace.client.query(
        'INSERT INTO request_watchers (workspace_id, board_id, request_id, id, user_id) VALUES ($1, $2, $3, $4, $5)',
        [...board.own, id, uuid(), noor],
      );
    await watch();
    expect((await refusal(watch())).code).toBe('23505');
  });
});
