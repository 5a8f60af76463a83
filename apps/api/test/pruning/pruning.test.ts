import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { owner, member, requester } = api.people;
const count = async (rows: string) =>
  (await api.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${rows}`)).rows[0]!.count;
const prune = () => api.service('PruningService').prune();

/** Puts old and new rows beside each other; `over` is when the row was over. */
async function rowsOf(days: number): Promise<void> {
  const at = new Date(api.clock.now().getTime() - days * 86_400_000);
  const insert = (sql: string, ...more: unknown[]) => api.pool.query(sql, [at, ...more]);
  await insert(
    `INSERT INTO sessions (id, user_id, created_at, expires_at, ended_at)
     SELECT gen_random_uuid(), $2, $1::timestamptz, $1::timestamptz, CASE WHEN n = 1 THEN $1::timestamptz END FROM generate_series(1, 2) n`,
    owner.id,
  );
  await insert(
    `INSERT INTO invitations (workspace_id, id, token_hash, role, created_by, created_at, expires_at)
     SELECT id, gen_random_uuid(), gen_random_uuid()::text::bytea, 'viewer', $2, $1::timestamptz, $1::timestamptz FROM workspaces WHERE slug = 'demo'`,
    owner.id,
  );
  await insert(
    `WITH token AS (
       INSERT INTO api_tokens (workspace_id, id, user_id, name, scopes, board_ids, created_by, created_at, ended_at)
       SELECT id, gen_random_uuid(), $2, 'CI', '{read}', '{}', $2, $1::timestamptz, $1::timestamptz FROM workspaces WHERE slug = 'demo'
       RETURNING workspace_id, id)
     INSERT INTO api_token_secrets (workspace_id, id, token_id, hash, created_at)
     SELECT workspace_id, gen_random_uuid(), id, sha256(id::text::bytea), $1::timestamptz FROM token`,
    owner.id,
  );
  await insert(
    `INSERT INTO guests (workspace_id, id, email, name, created_at)
     SELECT id, gen_random_uuid(), $2, 'Guest', $1::timestamptz FROM workspaces WHERE slug = 'demo'`,
    `${days}@guests.test`,
  );
  await insert(
    `INSERT INTO email_confirmations (id, user_id, created_at, expires_at)
     VALUES (gen_random_uuid(), $2, $1::timestamptz, $1::timestamptz)`,
    owner.id,
  );
  await insert(
    `INSERT INTO account_letters (id, kind, email, at, expires_at)
     VALUES (gen_random_uuid(), 'passwordReset', $2, $1::timestamptz, $1::timestamptz)`,
    `${days}@guests.test`,
  );
  await insert(
    'INSERT INTO mailboxes (mailbox, taken_at) VALUES ($2::text::bytea, $1)',
    `${days}@guests.test`,
  );
  await insert(
    `INSERT INTO idempotency_keys (workspace_id, caller_id, route, key, body_hash, status, at)
     SELECT id, $2, 'POST /', $3, '', 200, $1::timestamptz FROM workspaces WHERE slug = 'demo'`,
    owner.id,
    `key ${days}`,
  );
}

test('deletes what is over for a month and keeps what is newer, and what is still needed', async () => {
  const board = await aBoard().make();
  const asked = await board.ask();
  await owner.answer(board, asked.number, {
    kind: 'decline',
    reason: 'noCapacity',
    message: 'Not this quarter.',
  });
  const needed = await count('sessions');
  const notices = await count('notices');
  expect(notices).toBeGreaterThan(0);
  await rowsOf(31);
  await rowsOf(0);
  // Confirmed, begun long ago, and begun now.
  await api.pool.query(
    `INSERT INTO totp_secrets (user_id, secret, created_at, confirmed_at)
     VALUES ($1, '', now() - interval '31 days', now()), ($2, '', now() - interval '31 days', NULL), ($3, '', now(), NULL)`,
    [owner.id, member.id, requester.id],
  );
  const [guest] = (
    await api.pool.query(`UPDATE guests SET name = 'Asked' WHERE email = '31@guests.test' RETURNING id`)
  ).rows;
  await prune();
  expect(await count(`guests WHERE id = '${guest.id}'`)).toBe(0);
  expect(await count('guests')).toBe(1);
  expect(await count('sessions')).toBe(needed + 2);
  expect(await count('api_tokens')).toBe(1);
  expect(await count('api_token_secrets')).toBe(1);
  expect(await count('invitations')).toBe(1);
  expect(await count('email_confirmations')).toBe(1);
  expect(await count('account_letters')).toBe(1);
  expect(await count('totp_secrets')).toBe(2);
  expect(await count('mailboxes')).toBe(1);
  expect(await count(`idempotency_keys WHERE key LIKE 'key %'`)).toBe(1);
  expect(await count('notices')).toBe(notices);
  expect(await requester.readRequest(board, asked.number)).toMatchObject({ status: 200 });
  expect(await member.get('/v1/me')).toMatchObject({ status: 200 });
});

test('keeps a guest who asked for something, and the notice of a ticket, however old', async () => {
  const board = await aBoard().make();
  await board.ask();
  await rowsOf(500);
  await api.pool.query(
    `UPDATE requests SET requester_id = NULL, guest_id = g.id, guest_name = g.name FROM guests g
      WHERE g.email = '500@guests.test' AND g.workspace_id = requests.workspace_id AND requests.answered_at IS NULL`,
  );
  for (const kind of ['ticketDue', 'answered'])
    await api.pool.query(
      `INSERT INTO notices (workspace_id, id, user_id, board_id, kind, request_id, at)
       SELECT workspace_id, gen_random_uuid(), $1, board_id, $2::notice_kind, id, now() - interval '500 days'
         FROM requests ORDER BY submitted_at DESC LIMIT 1`,
      [owner.id, kind],
    );
  await prune();
  expect(await count(`guests WHERE email = '500@guests.test'`)).toBe(1);
  expect(await count(`notices WHERE at < now() - interval '400 days' AND kind = 'ticketDue'`)).toBe(1);
  expect(await count(`notices WHERE at < now() - interval '400 days' AND kind = 'answered'`)).toBe(0);
});

test('keeps an expired invitation while it has a mail, and then deletes both', async () => {
  await rowsOf(40);
  const ofInvitations = `mails WHERE invitation_id IS NOT NULL`;
  await api.pool.query(
    `INSERT INTO mails (workspace_id, id, invitation_id, at, due_at)
     SELECT workspace_id, gen_random_uuid(), id, now(), now() FROM invitations WHERE expires_at < now() - interval '39 days'`,
  );
  const kept = await count('invitations');
  await prune();
  expect(await count('invitations')).toBe(kept);
  expect(await count(ofInvitations)).toBe(1);
  await api.pool.query(
    `UPDATE mails SET at = now() - interval '40 days', due_at = NULL, sent_at = now() - interval '40 days' WHERE invitation_id IS NOT NULL`,
  );
  await prune();
  expect(await count(ofInvitations)).toBe(0);
  expect(await count('invitations')).toBe(kept - 1);
});

test('deletes more than a batch, by three runs at once, and finds nothing the second time', async () => {
  await api.pool.query(
    `INSERT INTO idempotency_keys (workspace_id, caller_id, route, key, body_hash, status, at)
     SELECT id, $1, 'POST /', 'many ' || n, '', 200, now() - interval '2 days'
       FROM workspaces, generate_series(1, 2500) n WHERE slug = 'demo'`,
    [owner.id],
  );
  await Promise.all([prune(), prune(), prune()]);
  await prune();
  expect(await count(`idempotency_keys WHERE key LIKE 'many %'`)).toBe(0);
});

test('a run without time deletes one batch of each kind, so that a kind with many rows does not block the others', async () => {
  const service = api.service('PruningService');
  await prune();
  const counted = service.deleted.get('idempotencyKeys') ?? 0;
  await api.pool.query(
    `INSERT INTO idempotency_keys (workspace_id, caller_id, route, key, body_hash, status, at)
     SELECT id, $1, 'POST /', 'more ' || n, '', 200, now() - interval '2 days'
       FROM workspaces, generate_series(1, 1500) n WHERE slug = 'demo'`,
    [owner.id],
  );
  await rowsOf(31);
  await service.prune(undefined, 0);
  expect(await count(`idempotency_keys WHERE key LIKE 'more %' OR key = 'key 31'`)).toBe(501);
  expect(await count("mailboxes WHERE taken_at < now() - interval '30 days'")).toBe(0);
  expect(service.deleted.get('idempotencyKeys')).toBe(counted + 1000);
  await prune();
  expect(await count(`idempotency_keys WHERE key LIKE 'more %'`)).toBe(0);
});
