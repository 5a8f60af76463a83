import { readFile } from 'node:fs/promises';
import type { Request } from '@weir/contract';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { readsOf } from '../table-reads.js';

const api = theApi();
const { owner, manager, member, requester } = api.people;
// Reading the counters also ends the connections of this pool.
beforeAll(() => void api.pool.on('error', () => {}));

type Statistics = Record<
  string,
  { rows: number; columns: Record<string, { nulls: number; distinct: number; width: number }> }
>;
/** The statistics of a database with a million cards. `pnpm --filter @weir/bench size --statistics <file>` writes it. */
const statistics: Statistics = JSON.parse(
  await readFile(new URL('./statistics-of-a-million-cards.json', import.meta.url), 'utf8'),
);
const large = Object.keys(statistics);
const rounds = 3;

/** Makes PostgreSQL plan as in that database. The tables still have only the rows of this test. */
async function pretend(): Promise<void> {
  for (const [table, { rows, columns }] of Object.entries(statistics)) {
    await api.pool.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
    await api.pool.query(
      `SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', $1::text, 'reltuples', $2::real,
                'relpages', greatest(1, pg_relation_size($1::regclass) / 8192)::integer)`,
      [table, rows],
    );
    for (const [column, { nulls, distinct, width }] of Object.entries(columns))
      await api.pool.query(
        `SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', $1::text, 'attname', $2::text, 'inherited', false,
                  'null_frac', $3::real, 'n_distinct', $4::real, 'avg_width', $5::integer)`,
        [table, column, nulls, distinct, width],
      );
  }
}

/** The number of rows of another workspace in each of these tables. No call and no background work needs all of them. */
const others = 3_000;
const filled = ['cards', 'requests', 'events', 'search_texts', 'comments'];

async function fillAnother(): Promise<void> {
  await owner.post('/v1/workspaces', { slug: 'other', name: 'Another workspace' });
  const columns = [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active' },
    { name: 'Done', kind: 'done' },
  ];
  await owner.post('/v1/workspaces/other/boards', { key: 'OTHER', name: 'Other', columns });
  const triggers = (what: string) =>
    filled.map((table) => `ALTER TABLE ${table} ${what} TRIGGER USER`).join(';');
  await api.pool.query(`
    BEGIN; ${triggers('DISABLE')};
    INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at, committed_at, delivered_at)
    SELECT k.workspace_id, k.board_id, uuidv7(), n, 'Another ' || n, k.id, n, now(), b.created_by, now(), now(), now()
      FROM boards b JOIN columns k ON k.board_id = b.id AND k.kind = 'done', generate_series(1, ${others}) n WHERE b.key = 'OTHER';
    INSERT INTO comments (workspace_id, board_id, card_id, id, body, "by", at)
    SELECT c.workspace_id, c.board_id, c.id, uuidv7(), 'Comment', c.created_by, now() FROM cards c JOIN boards b ON b.id = c.board_id AND b.key = 'OTHER';
    INSERT INTO search_texts (workspace_id, board_id, id, kind, text, words)
    SELECT c.workspace_id, c.board_id, c.id, 'card', c.title, weir.search_words(c.title, '')
      FROM cards c JOIN boards b ON b.id = c.board_id AND b.key = 'OTHER';
    INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at, answered_at)
    SELECT b.workspace_id, b.id, uuidv7(), n, 'Another ' || n, b.created_by, now(), now(), now(), now()
      FROM boards b, generate_series(1, ${others}) n WHERE b.key = 'OTHER';
    INSERT INTO events (workspace_id, board_id, seq, type, at, changes)
    SELECT b.workspace_id, b.id, 1 + n, 'card.moved', now(), '[]' FROM boards b, generate_series(1, ${others}) n WHERE b.key = 'OTHER';
    UPDATE board_clock SET seq = ${others} + 1 WHERE board_id = (SELECT id FROM boards WHERE key = 'OTHER');
    ${triggers('ENABLE')}; COMMIT`);
}

type Call = (n: number) => Promise<{ status: number }>;

/** The calls that people and programs make most, each with another card or request in each round. */
function callsOf(board: BoardUnderTest, seq: number): Call[] {
  const { path } = board;
  const workspace = '/v1/workspaces/demo';
  const to = { columnId: board.id('Doing') };
  const lists = [
    ...['changes?after=', 'events?after='].map((read) => `${path}/${read}${seq}`),
    ...[
      '',
      '/pressure',
      '/cards?text=Card&sort=-updatedAt',
      '/cards?column=Ready&sort=position',
      '/cards?assignee=none&sort=-dueOn',
    ].map((read) => `${path}${read}`),
    ...['waiting', 'answered'].map((state) => `${path}/requests?state=${state}`),
    ...['boards', 'overview', 'my-work', 'requests', 'events', 'audit', 'waits/map'].map(
      (read) => `${workspace}/${read}`,
    ),
    `${workspace}/audit?board=${board.key}&type=card`,
    ...['Sandpiper', 'Card', 'exprot', 'Zzzz', `${board.key}-1`, '12'].map(
      (text) => `${workspace}/search?q=${text}`,
    ),
    ...['cfd', 'throughput', 'cycle-time', 'ageing', 'sle'].map((figure) => `${path}/flow/${figure}`),
    `${workspace}/notices`,
  ];
  return [
    (n) => member.put(`${path}/cards/${n}/position`, to),
    (n) => member.post(`${path}/cards`, { title: `New ${n}` }),
    (n) => member.patch(`${path}/cards/${n}`, { title: `Sandpiper ${n}`, assigneeIds: [member.id] }),
    (n) => member.post(`${path}/cards/${n}/comments`, { text: `Comment ${n}` }),
    (n) => member.put(`${path}/cards/${n}/block`, { reason: 'Waiting for Finance' }),
    (n) => member.get(`${path}/cards/${n}`),
    (n) => member.get(`${path}/cards/${n}/history`),
    (n) => requester.post<Request>(`${path}/requests`, { title: `Asked ${n}` }),
    (n) => manager.put(`${path}/requests/${2 * n - 1}/answer`, decline),
    (n) => manager.put(`${path}/requests/${2 * n}/answer`, { kind: 'accept' }),
    (n) => requester.get(`${path}/requests/${n}`),
    (n) => requester.get(`${path}/requests/${n}/history`),
    () => requester.get(`${workspace}/requests?of=me`),
    ...lists.map((list) => () => owner.get(list)),
  ];
}

const sweeps = [
  ...[
    'SweepService',
    'EndingTrialsService',
    'FollowService',
    'ScoringService',
    'RiskAgesService',
    'LeaseSweepService',
  ],
  ...['RecurringSweepService', 'FreeSlotsService'],
] as const;

test('with the statistics of a million cards, no call and no background work reads all rows of a large table, with or without an index', async () => {
  const board = await aBoard()
    .column('Doing', { limit: 50 })
    .intake({ depth: 100, openPerRequester: 100 })
    .make();
  await board.cards('Ready', 2 * rounds);
  for (let n = 0; n < 2 * rounds; n += 1) await board.ask();
  await member.patch(`${board.path}/cards/1`, { labelIds: [await board.label('Bug')] });
  const { seq } = await board.read();
  const refused: unknown[] = [];
  const work = async (n: number) => {
    for (const call of callsOf(board, seq)) {
      const { status } = await call(n);
      if (status >= 300) refused.push([String(call), n, status]);
    }
    for (const name of sweeps) await (api.service(name) as { sweep(): Promise<unknown> }).sweep();
    await api.service('PruningService').prune();
    await api.service('MailService').deliverDue();
    await api.service('RequestMailsService').writeDue();
    await api.service('WaitChecksService').deliverDue();
    await api.service('FormCleanupService').deleteExpired();
    await api.service('PriceDaysService').priceAll();
  };
  await fillAnother();
  // PostgreSQL ignores the statistics of an empty table.
  await work(1);
  await pretend();
  const before = await readsOf([...large, ...filled]);
  for (let n = 2; n <= rounds; n += 1) await work(n);
  expect(refused).toEqual([]);
  const after = await readsOf([...large, ...filled]);
  const grown = (of: 'whole' | 'rows') => (table: string) =>
    [table, after[table]![of] - before[table]![of]] as const;
  // A statement with such a plan reads the table in each round.
  expect(large.map(grown('whole')).filter(([, times]) => times >= rounds - 1)).toEqual([]);
  expect(filled.map(grown('rows')).filter(([, rows]) => rows >= others * (rounds - 1))).toEqual([]);
});
