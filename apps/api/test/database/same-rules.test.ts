import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasVisibleText } from '@weir/contract';
import {
  addDays,
  addYears,
  type Board,
  type ClassOfService,
  checkTicket,
  classesOfService,
  columnKinds,
  dueOrNeeded,
  flowDatesOnEntry,
  mayMissNeed,
  neededByFault,
  type Ticket,
  todayIn,
  tradeCandidates,
} from '@weir/domain';
import fc from 'fast-check';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { boards, columns, lanes } from '../limits/verdict-boards.js';
import { insertPeople, insertWorld, type World } from '../limits/verdict-world.js';
import { aDatabase } from '../support/database.js';
import { insertRequests, insertTickets } from './given-tickets.js';

// Rules that exist twice: in `domain`, which explains them, and in the database, which enforces them. Both get the
// same cases and must give the same verdict. The limits have a test of their own.

let database: Awaited<ReturnType<typeof aDatabase>>;
let client: pg.Client;

beforeAll(async () => {
  database = await aDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await insertPeople(client);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

// The ends of years, months and summer time, and the leap day.
const instants = [
  '2024-02-28T23:30:00.000Z',
  '2024-02-29T00:00:00.000Z',
  '2024-02-29T23:59:59.999Z',
  '2026-02-28T12:00:00.000Z',
  '2026-03-08T07:00:00.000Z',
  '2026-03-29T00:59:59.999Z',
  '2026-03-29T01:00:00.000Z',
  '2026-10-25T01:00:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-12-31T23:59:59.999Z',
  '2027-01-01T00:00:00.000Z',
];
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

test('domain and database agree on when a card is committed and delivered', async () => {
  const dates = [null, instants[1]!, instants[5]!, instants[10]!];
  const cases = columnKinds.flatMap((kind) =>
    dates.flatMap((committedAt) =>
      dates.flatMap((deliveredAt) => instants.map((at) => ({ kind, committedAt, deliveredAt, at }))),
    ),
  );
  const { rows } = await client.query(
    `SELECT weir.committed_at(c.kind, c."committedAt", c.at) AS "committedAt",
            weir.delivered_at(c.kind, c."deliveredAt", c.at) AS "deliveredAt"
       FROM ROWS FROM (jsonb_to_recordset($1) AS (kind column_kind, "committedAt" timestamptz, "deliveredAt" timestamptz, at timestamptz))
            WITH ORDINALITY c (kind, "committedAt", "deliveredAt", at, n) ORDER BY c.n`,
    [JSON.stringify(cases)],
  );
  const inDatabase = JSON.parse(JSON.stringify(rows));
  expect(inDatabase).toEqual(cases.map(({ kind, at, ...card }) => flowDatesOnEntry(card, { kind }, at)));
});

test('domain and database agree on the days that a request can be needed by', async () => {
  const cases = zones.flatMap((zone) =>
    instants.flatMap((now) => {
      const today = todayIn(new Date(now), zone);
      const edges = [today, addYears(today, 1), addYears(today, 10), addYears(today, 11)];
      const days = edges.flatMap((edge) => [-366, -2, -1, 0, 1, 2, 366].map((more) => addDays(edge, more)));
      return days.map((day) => ({ zone, now, today, day }));
    }),
  );
  const verdicts = await verdictsOf(
    'weir.check_needed_by(jsonb_populate_record(NULL::intakes, jsonb_build_object($$time_zone$$, c.zone)), c.day, c.now)',
    'zone text, now timestamptz, day date',
    cases,
  );
  const found = cases.map((each, at) => ({ ...each, fault: verdicts[at]?.fault ?? null }));
  expect(found).toEqual(cases.map((each) => ({ ...each, fault: neededByFault(each.day, each.today) })));
  expect(new Set(found.map(({ fault }) => fault))).toEqual(new Set(['passed', 'farAhead', null]));
});

test('domain and database agree on what the queue is ordered by, and whether an answer comes after the need', async () => {
  const cases = [...zones, 'Africa/Cairo', 'America/Los_Angeles', 'Asia/Kolkata'].flatMap((zone) =>
    [...instants, '2026-04-23T22:00:00.000Z'].flatMap((answerBy) =>
      [null, -2, -1, 0, 1, 2].map((more) => {
        const neededBy = more === null ? null : addDays(todayIn(new Date(answerBy), zone), more);
        return { zone, answerBy, neededBy };
      }),
    ),
  );
  const { rows } = await client.query(
    `SELECT extract(epoch FROM weir.due_or_needed(c."answerBy", c."neededBy", c.zone)) * 1000 AS at,
            coalesce((c."answerBy" AT TIME ZONE c.zone)::date > c."neededBy", false) AS late
       FROM ROWS FROM (jsonb_to_recordset($1) AS (zone text, "answerBy" timestamptz, "neededBy" date))
            WITH ORDINALITY c (zone, "answerBy", "neededBy", n) ORDER BY c.n`,
    [JSON.stringify(cases)],
  );
  expect(rows.map(({ at, late }, n) => ({ ...cases[n], at: Number(at), late }))).toEqual(
    cases.map((each) => ({ ...each, at: dueOrNeeded(each, each.zone), late: mayMissNeed(each, each.zone) })),
  );
});

test('the contract and the database agree on which texts a reader sees', async () => {
  const hidden = [
    '',
    ' ',
    '\t\n',
    '\u00a0\u3000',
    '\u200b\u200d',
    '\u2800',
    '\u115f\u1160\u3164\uffa0',
    '\u{1d159}\u{e0041}\ufe0f',
  ];
  const texts = [...hidden, 'a', '.', '\u3164x', '日', '🦫', '👩\u200d👧', 'ש', '½', '\ufffd'];
  const { rows } = await client.query(
    'SELECT weir.has_visible_text(t) AS seen FROM unnest($1::text[]) WITH ORDINALITY x (t, n) ORDER BY n',
    [texts],
  );
  expect(rows.map(({ seen }, at) => [texts[at], seen])).toEqual(
    texts.map((text) => [text, hasVisibleText(text)]),
  );
  expect(texts.filter(hasVisibleText)).toEqual(texts.slice(hidden.length));
});

test('domain and database agree on when a ticket can be used', async () => {
  const froms = ['2024-02-29', '2026-03-01', '2026-12-31', '2027-01-01'];
  const given = (['answer', 'displacement', 'archive'] as const).flatMap((source) =>
    [null, ...froms].flatMap((from) =>
      [null, 'asked again', 'used'].map((followUp) => ({ id: uuid(), source, from, followUp })),
    ),
  );
  const cases = given.flatMap(({ id, from, followUp }) =>
    [from ?? froms[0]!].flatMap((day) =>
      [-366, -1, 0, 1, 366].map((more) => {
        const ticket: Ticket | null = from === null ? null : { from, used: followUp === 'used' };
        return { id, ticket, today: addDays(day, more) };
      }),
    ),
  );
  const empty: Board = { name: 'B', columns, swimlanes: lanes, limits: [], cards: [] };
  const world = await insertWorld(client, { board: empty, elsewhere: [] });
  const verdicts = await rolledBack(async () => {
    await insertTickets(client, world, given);
    return verdictsOf(
      'weir.check_ticket((SELECT r FROM requests r WHERE r.id = c.id), c.today)',
      'id uuid, today date',
      cases,
    );
  });
  const found = cases.map(({ ticket, today }, at) => {
    const { refused, from } = verdicts[at] ?? {};
    return { ticket, today, refusal: refused ? { code: refused, ...(from && { from }) } : null };
  });
  expect(found).toEqual(
    cases.map(({ ticket, today }) => {
      const checked = checkTicket(ticket, today);
      return { ticket, today, refusal: checked.ok ? null : checked.refusal };
    }),
  );
});

test('domain and database agree on which cards can make way for a request and where they go', async () => {
  const seen = new Set<string>();
  const request = fc.record({ classOfService: fc.constantFrom(...classesOfService), hasDate: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(boards, request, async (verdicts, { classOfService, hasDate }) => {
      const world = await insertWorld(client, verdicts);
      const { board } = verdicts;
      // The domain never offers an expedite card; the database accepts one that is named all the same.
      for (const { number } of board.cards.filter((card) => card.classOfService !== 'expedite')) {
        const predicted = predictTrade(board, number, classOfService, hasDate);
        const traded = await rolledBack(() => trade(world, number, classOfService, hasDate));
        expect({ number, ...traded }).toEqual({ number, ...predicted });
        seen.add(predicted.to === null ? 'off the board' : Object.keys(predicted).join());
      }
    }),
    { numRuns: 40, seed: 8 },
  );
  expect([...seen].sort()).toEqual(['isOffered', 'limits', 'lacksDate', 'off the board', 'to,enters'].sort());
});

type TradeVerdict = {
  isOffered?: false;
  lacksDate?: true;
  limits?: string[];
  to?: string | null;
  enters?: string;
};

function predictTrade(
  board: Board,
  number: number,
  classOfService: ClassOfService,
  hasDate: boolean,
): TradeVerdict {
  const offered = tradeCandidates(board, classOfService, new Date()).find(
    ({ card }) => card.number === number,
  );
  if (!offered) return { isOffered: false };
  if (!offered.to && !hasDate) return { lacksDate: true };
  if (offered.broken.length > 0) return { limits: offered.broken.map(({ id }) => id).sort() };
  return { to: offered.to?.id ?? null, ...(offered.enters && { enters: offered.enters.id }) };
}

async function trade(
  { workspace, board }: World,
  displaces: number,
  classOfService: ClassOfService,
  hasDate: boolean,
): Promise<TradeVerdict> {
  const request = uuid();
  await client.query(
    `UPDATE cards c SET committed_at = c.created_at, delivered_at = c.created_at FROM columns k
      WHERE c.workspace_id = $1 AND k.workspace_id = $1 AND k.board_id = c.board_id AND k.id = c.column_id AND k.kind = 'done'`,
    [workspace],
  );
  await insertRequests(client, { workspace, board }, [{ id: request }]);
  const facts = {
    displaces,
    reason: 'noCapacity',
    message: 'A date comes first.',
    ...(hasDate && { until: '2027-01-01' }),
  };
  try {
    const { rows } = await client.query(
      'SELECT weir.trade_card($1, $2, $3, now(), $4, $5, $6, $7) AS traded',
      [workspace, board, uuid(), uuid(), { title: 'A request', classOfService }, request, facts],
    );
    const { card, displaced } = rows[0].traded;
    return { to: displaced.to.columnId ?? null, enters: card.to.columnId };
  } catch (error) {
    const { code, detail } = error as pg.DatabaseError;
    if (code !== 'WIP00') throw error;
    const { refused, path, limits } = JSON.parse(detail as string);
    if (refused === 'wip-limit-reached') return { limits: limits.map(({ id }: { id: string }) => id).sort() };
    if (refused === 'card-archived' || path === 'displaces') return { isOffered: false };
    expect(path).toBe('until');
    return { lacksDate: true };
  }
}

async function rolledBack<Value>(run: () => Promise<Value>): Promise<Value> {
  await client.query('BEGIN');
  try {
    return await run();
  } finally {
    await client.query('ROLLBACK');
  }
}

type Refusal = { refused?: string; fault?: string; from?: string };

/** What a check in SQL refuses in each case `c`, null if nothing. */
async function verdictsOf(check: string, facts: string, cases: object[]): Promise<(Refusal | null)[]> {
  const name = `pg_temp.verdict_${uuid().replaceAll('-', '')}`;
  await client.query(`
    CREATE FUNCTION ${name}(_case jsonb) RETURNS jsonb LANGUAGE plpgsql AS $body$
    DECLARE
      _detail text;
    BEGIN
      PERFORM ${check} FROM jsonb_to_record(_case) c (${facts});
      RETURN NULL;
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
      RETURN _detail;
    END $body$`);
  const { rows } = await client.query(
    `SELECT ${name}(c.facts) AS verdict FROM jsonb_array_elements($1) WITH ORDINALITY c (facts, n) ORDER BY c.n`,
    [JSON.stringify(cases)],
  );
  return rows.map(({ verdict }) => verdict);
}
