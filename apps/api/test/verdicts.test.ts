import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type Board,
  type Change,
  classesOfService,
  type Limit,
  limitModes,
  load,
  wouldBreak,
} from '@weir/domain';
import fc from 'fast-check';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aDatabase } from './support/database.js';

// The rule stands twice: in `domain`, which explains it, and in the database, which keeps it. Here both are
// asked about the same random boards and changes.

let database: Awaited<ReturnType<typeof aDatabase>>;
let client: pg.Client;
const [workspace, boardId, nobody, day] = [uuid(), uuid(), uuid(), '2026-01-01T00:00:00Z'];
const kinds = ['queue', 'queue', 'active', 'active', 'done'] as const;
const columns = kinds.map((kind, at) => ({ id: uuid(), name: `Column ${at}`, kind }));
const classLimits = Object.fromEntries(classesOfService.map((each) => [each, uuid()]));

beforeAll(async () => {
  database = await aDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const place = [workspace, boardId];
  await client.query(
    `INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, 'here', 'Here', now())`,
    [workspace],
  );
  await client.query(
    `INSERT INTO boards (workspace_id, id, key, name, created_at, created_by) VALUES ($1, $2, 'B', 'B', now(), $1)`,
    place,
  );
  await client.query('INSERT INTO board_clock (workspace_id, board_id) VALUES ($1, $2)', place);
  await client.query(
    `INSERT INTO columns (workspace_id, board_id, id, name, kind, position)
     SELECT $1, $2, c.id, c.name, c.kind, c.n FROM unnest($3::uuid[], $4::text[], $5::column_kind[]) WITH ORDINALITY c (id, name, kind, n)`,
    [...place, columns.map(({ id }) => id), columns.map(({ name }) => name), kinds],
  );
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const columnId = fc.constantFrom(...columns.map(({ id }) => id));
const classOfService = fc.constantFrom(...classesOfService);
const archivedAt = fc.constantFrom(null, null, null, day);
const cap = fc.option(
  fc.record({ max: fc.integer({ min: 0, max: 4 }), mode: fc.constantFrom(...limitModes) }),
);

const board: fc.Arbitrary<Board> = fc
  .record({
    standings: fc.array(fc.record({ columnId, classOfService, archivedAt }), { minLength: 2, maxLength: 14 }),
    ofColumns: fc.tuple(cap, cap, cap, cap, cap),
    ofClasses: fc.tuple(cap, cap, cap, cap),
  })
  .map(({ standings, ofColumns, ofClasses }) => ({
    columns,
    limits: [
      ...columns.flatMap(({ id }, at): Limit[] =>
        ofColumns[at] ? [{ id, scope: 'column', columnId: id, ...ofColumns[at] }] : [],
      ),
      ...classesOfService.flatMap((each, at): Limit[] =>
        ofClasses[at]
          ? [{ id: classLimits[each]!, scope: 'classOfService', classOfService: each, ...ofClasses[at] }]
          : [],
      ),
    ],
    cards: standings.map((standing, at) => ({
      ...standing,
      number: at + 1,
      ref: `B-${at + 1}`,
      title: 'A card',
      enteredColumnAt: day,
      committedAt: null,
      blocked: null,
    })),
  }));

const pick = fc.nat();
const change: fc.Arbitrary<(of: Board) => Change> = fc
  .record({
    kind: fc.constantFrom('create', 'move', 'putBack', 'swap', 'reclass', 'restore'),
    one: pick,
    other: pick,
    columnId,
    classOfService,
  })
  .map(({ kind, one, other, columnId, classOfService }) => (of): Change => {
    const card = (one % of.cards.length) + 1;
    if (kind === 'create') return { kind, columnId, classOfService };
    if (kind === 'move') return { kind, card, columnId };
    if (kind === 'swap')
      return { kind, card, with: ((card + (other % (of.cards.length - 1))) % of.cards.length) + 1 };
    if (kind === 'reclass') return { kind, card, classOfService };
    if (kind === 'restore') return { kind, card: of.cards[card - 1]! };
    return { kind: 'putBack', card };
  });

test('domain and database give one verdict on a change, for the same limits at the same loads', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(board, change, async (of, make) => {
      const wanted = make(of);
      await client.query('BEGIN');
      try {
        await lay(of);
        expect(await loads()).toEqual(
          byId(of.limits.map((limit) => ({ id: limit.id, load: load(limit, of) }))),
        );
        const said = byId(
          wouldBreak(of, wanted).map((limit) => ({ id: limit.id, max: limit.max, load: load(limit, of) })),
        );
        expect(await refusedBy(of, wanted)).toEqual(said);
        seen.add(`${wanted.kind}: ${said.length > 0 ? 'refused' : 'let in'}`);
      } finally {
        await client.query('ROLLBACK');
      }
    }),
    { numRuns: 600 },
  );
  // Both verdicts were given on every kind of change, so it is not the emptiness of the boards that agreed.
  expect([...seen].sort()).toEqual(
    ['create', 'move', 'putBack', 'reclass', 'restore', 'swap'].flatMap((kind) => [
      `${kind}: let in`,
      `${kind}: refused`,
    ]),
  );
}, 60_000);

/** Puts a board there as it is: the limits come last, for they throw nothing out. */
async function lay({ cards, limits }: Board): Promise<void> {
  await client.query(
    `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, class_of_service, archived_at, rank,
                        created_at, created_by, entered_column_at)
     SELECT $1, $2, c.id, c.n, 'A card', c.column_id, c.class, c.archived_at, c.n, $6, $7, $6
       FROM unnest($3::uuid[], $4::class_of_service[], $5::timestamptz[], $8::uuid[]) WITH ORDINALITY c (column_id, class, archived_at, id, n)`,
    [
      workspace,
      boardId,
      cards.map((card) => card.columnId),
      cards.map((card) => card.classOfService),
      cards.map((card) => card.archivedAt),
      day,
      nobody,
      cards.map(() => uuid()),
    ],
  );
  for (const limit of limits) {
    await client.query(
      `INSERT INTO wip_limits (workspace_id, board_id, id, scope, column_id, class_of_service, max, mode)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        workspace,
        boardId,
        limit.id,
        limit.scope,
        limit.scope === 'column' ? limit.columnId : null,
        limit.scope === 'classOfService' ? limit.classOfService : null,
        limit.max,
        limit.mode,
      ],
    );
  }
}

async function loads() {
  const { rows } = await client.query('SELECT l.id, weir.load(l) AS load FROM wip_limits l');
  return byId(rows);
}

/** The limits that the database names when the change is done in plain SQL; none where it lets it be. */
async function refusedBy(of: Board, change: Change) {
  try {
    await client.query(...sqlOf(of, change));
    return [];
  } catch (error) {
    const { code, detail } = error as pg.DatabaseError;
    expect(code).toBe('WIP01');
    return byId(JSON.parse(detail ?? '').limits);
  }
}

function sqlOf(of: Board, change: Change): [string, unknown[]] {
  const update = (set: string) =>
    `UPDATE cards SET ${set} WHERE workspace_id = '${workspace}' AND board_id = '${boardId}'`;
  switch (change.kind) {
    case 'create':
      return [
        `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, class_of_service, rank, created_at, created_by, entered_column_at)
         VALUES ($1, $2, $3, 1000, 'A card', $4, $5, 1, now(), $1, now())`,
        [workspace, boardId, uuid(), change.columnId, change.classOfService],
      ];
    case 'move':
      return [`${update('column_id = $1')} AND number = $2`, [change.columnId, change.card]];
    case 'putBack':
      return [`${update('column_id = $1')} AND number = $2`, [columns[0]!.id, change.card]];
    case 'reclass':
      return [`${update('class_of_service = $1')} AND number = $2`, [change.classOfService, change.card]];
    case 'restore':
      return [`${update('archived_at = NULL')} AND number = $1`, [change.card.number]];
    case 'swap': {
      const [one, other] = [of.cards[change.card - 1]!, of.cards[change.with - 1]!];
      return [
        `${update('column_id = CASE number WHEN $1 THEN $4::uuid ELSE $3::uuid END')} AND number IN ($1::int, $2::int)`,
        [one.number, other.number, one.columnId, other.columnId],
      ];
    }
  }
}

function byId<Row extends { id: string }>(rows: Row[]): Row[] {
  return rows.toSorted((one, other) => one.id.localeCompare(other.id));
}
